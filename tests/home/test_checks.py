from home.checks import check_web_font


def test_a_missing_web_font_is_said_and_stops_nothing(settings, tmp_path):
    settings.VENDOR_DIR = tmp_path
    from django.contrib.staticfiles import finders

    finders.get_finder.cache_clear()
    try:
        warnings = check_web_font(None)
    finally:
        finders.get_finder.cache_clear()
    assert [warning.id for warning in warnings] == ["home.W001"]
    assert "make setup" in warnings[0].hint


def test_a_font_that_is_there_is_no_matter(settings, tmp_path):
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "fonts.css").write_text("")
    settings.VENDOR_DIR = tmp_path
    from django.contrib.staticfiles import finders

    finders.get_finder.cache_clear()
    try:
        assert check_web_font(None) == []
    finally:
        finders.get_finder.cache_clear()
