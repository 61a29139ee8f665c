"""Rules of the stage *grammar*."""
