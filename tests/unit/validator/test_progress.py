from validator.cli.progress import Progress, Working, progress_line


def test_the_line_says_how_far_a_run_is():
    assert progress_line(1_234_567, 50_000_000, 12, 10.0, 200_000_000) == (
        "25 %  1,234,567 documents  5 MB/s  12 findings  0:30 left"
    )
    assert progress_line(5, 1000, 0, 2.0, None) == "5 documents  0 MB/s  0 findings"
    assert progress_line(0, 0, 0, 0.0, 100) == "0 documents  0 MB/s  0 findings"
    assert progress_line(9, 200, 0, 2.0, 100) == (
        "100 %  9 documents  0 MB/s  0 findings  0:00 left"
    )


def test_it_is_shown_after_a_while_and_gone_when_cleared():
    written = []
    progress = Progress(None, written.append, started=float("inf"))
    progress.update(1, 1, 0)
    progress.clear()
    assert written == []
    progress = Progress(None, written.append, started=float("-inf"), shown=float("-inf"))
    progress.update(1, 1, 0)
    progress.update(2, 2, 0)  # too soon
    progress.clear()
    progress.clear()
    assert written == ["\r\x1b[K1 documents  0 MB/s  0 findings", "\r\x1b[K"]


def test_what_is_being_done_is_said_after_a_second():
    written = []
    working = Working("comparing", written.append, started=10.0)
    working.tick(10.9)
    with working.hidden():
        pass
    assert written == []
    working.tick(12.4)
    with working.hidden():
        written.append("a finding")
    with working.hidden():
        pass
    assert written == ["\r\x1b[Kcomparing: 2 s", "\r\x1b[K", "a finding"]
