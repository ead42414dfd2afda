"""What was computed for a reader, found again by build, rights and question: in this process, and on disk for all."""
