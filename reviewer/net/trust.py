"""Whether this system's trust store does its work: a certificate nobody vouches for is refused."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import truststore
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

_HOST = "stranger.invalid"
_ROUNDS = 4
"""So often each side has its turn; two would do."""


def refuses_strangers() -> bool:
    """Shake hands in memory with a server that vouches for itself. Raises OSError."""
    stranger = _stranger()
    client = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    asking = client.wrap_bio(back, there, server_hostname=_HOST)
    answering = stranger.wrap_bio(there, back, server_side=True)
    for _ in range(_ROUNDS):
        for side in (asking, answering):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError:
                return True
    return False


def _stranger() -> ssl.SSLContext:
    """A server with a certificate made a moment ago; its key is gone with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(_HOST)]), critical=False)
        .sign(key, SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "stranger.pem"
        file.write_bytes(pem + certificate.public_bytes(Encoding.PEM))
        context.load_cert_chain(file)
    return context
