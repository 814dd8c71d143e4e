"""From a file to lines, blocks and cells of text, whatever they say."""
