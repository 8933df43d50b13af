"""What several sections show: tables, tiles, charts, and the stage they are shown on."""
