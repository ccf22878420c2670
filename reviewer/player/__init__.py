"""Shows footage. The only package that imports QtMultimedia; it is given local files only."""
