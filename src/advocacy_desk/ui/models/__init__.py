"""Table models over row ids and pages of rows; they know no widget."""
