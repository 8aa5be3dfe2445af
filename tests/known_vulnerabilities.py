"""Known vulnerabilities of what is locked: `python tests/known_vulnerabilities.py LOCK...`.

pip-audit asks the index. What it does not answer for has not been looked at: that is said, and is
no clean answer (exit code 2). 1: something is vulnerable; 0: nothing is known of anything.
"""

import json
import subprocess
import sys


def main(locks: list[str]) -> int:
    code = 0
    for lock in locks:
        command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip"]
        command += ["--progress-spinner", "off", "--format", "json", "--requirement", lock]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        try:
            found = json.loads(done.stdout)["dependencies"]
        except (ValueError, KeyError):
            reason = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
            print(f"{lock}: pip-audit could not be run: {reason}")
            code = max(code, 2)
            continue
        vulnerable = [one for one in found if one.get("vulns")]
        unasked = [one["name"] for one in found if "skip_reason" in one]
        for one in vulnerable:
            known = ", ".join(vuln["id"] for vuln in one["vulns"])
            print(f"{lock}: {one['name']} {one['version']}: {known}")
        print(
            f"{lock}: {len(found)} packages, {len(vulnerable)} with known vulnerabilities, "
            f"{len(unasked)} of which the index says nothing"
        )
        code = 1 if vulnerable else max(code, 2 if unasked else 0)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
