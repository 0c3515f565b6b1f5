"""The scripts that preview every environment."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.infra.workflows.files import executable, run, text

Preview = Callable[..., tuple[int, Path]]


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    """`offline_preview.sh` with stand-ins: `make` writes the plan, the CLI answers as its table says."""

    def act(codes: dict[str, int], *, at_base: bool = True, report: bool = True) -> tuple[int, Path]:
        failing = "" if at_base else "[[ $2 == *base ]] && exit 2\n"
        plan = '[[ $1 == -C ]] && { cd "$2"; shift 2; }\nmkdir -p plans; echo "$PWD" > "plans/${2#ENV=}.json"\n'
        executable(tmp_path / "bin" / "make", failing + plan)
        table = "\n".join(f"{environment}) code={code} ;;" for environment, code in codes.items())
        writes = 'echo "### $2 $*" > "${@: -1}"\n' if report else ""
        cli = f'echo "said \\`\\`\\`" >&2\ncase $2 in\n{table}\nesac\n{writes}exit "$code"\n'
        executable(tmp_path / ".venv" / "bin" / "pyairtable-infra", cli)
        (tmp_path / "base").mkdir()
        env = {"ENVIRONMENTS": " ".join(codes), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
        done = run("offline_preview.sh", tmp_path / "base", tmp_path / "out", cwd=tmp_path, env=env)
        return done.returncode, tmp_path / "out"

    return act


def test_every_environment_is_compared_with_its_plan_at_the_base(preview: Preview, tmp_path: Path) -> None:
    code, out = preview({"dev": 0, "prod": 0})
    assert code == 0
    assert text(out / "dev.base.json") == f"{tmp_path / 'base'}\n"
    assert text(out / "dev.head.json") == f"{tmp_path}\n"
    assert f"--against {out / 'dev.base.json'} --markdown {out / 'dev.md'}" in text(out / "dev.md")
    assert text(tmp_path / "summary") == text(out / "dev.md") + text(out / "prod.md")


@pytest.mark.parametrize(("codes", "worst"), [((0, 1), 1), ((1, 0), 1), ((2, 1), 2), ((1, 3), 3), ((127, 0), 3)])
def test_a_failure_stops_no_other_environment_and_the_worst_code_stays(
    preview: Preview, codes: tuple[int, int], worst: int
) -> None:
    code, out = preview(dict(zip(("dev", "prod"), codes, strict=True)))
    assert code == worst
    assert [text(out / f"{name}.code") for name in ("dev", "prod")] == [f"{min(each, 3)}\n" for each in codes]
    assert (out / "prod.md").exists()


@pytest.mark.parametrize(("code", "told"), [(1, 3), (2, 2), (3, 3)])
def test_without_a_report_the_end_of_the_log_is_shown(preview: Preview, code: int, told: int) -> None:
    # A gate that failed has a report; 1 without one is a crash of Python.
    exited, out = preview({"dev": code}, report=False)
    assert exited == told
    assert text(out / "dev.md") == (
        f"### dev\n\nNo report; exit code {told}. The end of the log:\n\n```text\nsaid '''\n```\n"
    )


def test_an_environment_that_is_new_is_compared_with_nothing(preview: Preview) -> None:
    code, out = preview({"dev": 0}, at_base=False)
    assert code == 0
    assert "--against" not in text(out / "dev.md")
    assert "Compared with nothing: dev cannot be planned at the base." in text(out / "dev.md")


def test_the_engine_s_preview_shows_no_account_number_and_keeps_its_code(tmp_path: Path) -> None:
    executable(tmp_path / "bin" / "pulumi", 'echo "+ arn:aws:iam::123456789012:role/x"\nexit 255\n')
    done = run("engine_preview.sh", "dev", tmp_path / "out", cwd=tmp_path, env={})
    assert done.returncode == 255
    assert "+ arn:aws:iam::ACCOUNT:role/x" in text(tmp_path / "out" / "dev.engine.md")
