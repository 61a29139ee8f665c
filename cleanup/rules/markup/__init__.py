"""Rules of the stage *markup*."""
