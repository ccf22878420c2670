"""HLS to something a player can seek to the frame: playlists, segments, cache, windows."""
