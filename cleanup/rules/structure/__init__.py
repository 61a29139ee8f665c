"""Rules of the stage *structure*."""
