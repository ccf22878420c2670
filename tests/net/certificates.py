"""Certificates of servers, and who vouches for them: made on the spot, and worth little."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

SELF_SIGNED = Path(__file__).with_name("self_signed.pem")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """Vouches for servers. Who trusts the file `root` trusts them; certificates lie beside it."""

    root: Path
    _key: ec.EllipticCurvePrivateKey
    _name: x509.Name

    def certificate(self, *hosts: str, days: int = 0) -> Path:
        """Certificate and key of a server, good for a day before and after `days` from now."""
        file = self.root.with_name(f"{hosts[0]}{days:+}.pem")
        key = ec.generate_private_key(ec.SECP256R1())
        made = _builder(_named(hosts[0]), self._name, key, datetime.now(UTC) + days * _DAY)
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        signed = made.add_extension(names, critical=False).sign(self._key, SHA256())
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(secret + signed.public_bytes(Encoding.PEM))
        return file


def make_authority(folder: Path) -> Authority:
    """One that nobody has heard of yet."""
    key, name = ec.generate_private_key(ec.SECP256R1()), _named("An authority of these tests")
    made = _builder(name, name, key, datetime.now(UTC))
    signed = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    root = folder / "root.pem"
    root.write_bytes(signed.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return Authority(root, key, name)


def server_side(certificate: Path) -> ssl.SSLContext:
    """How a server with this certificate listens; another one can be loaded at any time."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def _named(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, around: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(around - _DAY)
        .not_valid_after(around + _DAY)
    )
