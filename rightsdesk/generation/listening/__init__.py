"""What is heard in a recording: tempo, beats, bars, key, sections, level; each with how sure that is."""
