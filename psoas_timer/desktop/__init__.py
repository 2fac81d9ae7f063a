"""What the operating system lends: notices, start at login, media keys, a screen that stays on."""
