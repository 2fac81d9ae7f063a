"""The rules: values in, values out. No Qt, no disk, no clock."""
