"""ShotTracker: signing, one method per endpoint, JSON to domain values, errors told apart."""
