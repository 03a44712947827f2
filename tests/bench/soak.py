"""Growth over thousands of reloads: memory, open files, mapped libraries."""

import os

import sites
from figures import Row
from processes import mapped_libraries, open_files, resident_kilobytes

# No session: each response would create one, but only reloads should be measured.
PAGE = '<%@ page session="false" %><%= request.server_name() %><% const int token = @TOKEN@; %> Token:<%= token %>\n'
# Allowed growth of memory, in percent, after the first tenth of the reloads.
GROWTH = 10


def look(server):
    """Role → (MB of resident memory, open files, mapped libraries)."""
    return {role: (resident_kilobytes(pid) / 1024, open_files(pid), mapped_libraries(pid))
            for role, pid in server.parts().items()}


def measure_soak(options, figures):
    first = options.reloads // 10
    tokens = sites.tokens()
    with sites.served_hello() as (webapp, server):
        page = os.path.join(webapp, "soak.page")
        before = look(server)
        for number in range(options.reloads):
            if number == first:
                early = look(server)
            token = next(tokens)
            server.edit_until_shown(page, PAGE.replace("@TOKEN@", token), "/soak.page", "Token:" + token)
        late = look(server)
    memory, bounded = [], []
    for role, (size, files, libraries) in late.items():
        # Figures of a restarted process cannot be compared.
        if role not in early or role not in before:
            server.fail(f"the {role} was restarted during the run")
        memory += [Row(f"{role}: after start", [before[role][0]]), Row(f"{role}: after {first:,} reloads", [early[role][0]]),
                   Row(f"{role}: after {options.reloads:,} reloads", [size], early[role][0] * (1 + GROWTH / 100))]
        bounded += [Row(f"{role}: open files", [files], early[role][1] + GROWTH),
                    Row(f"{role}: mapped libraries", [libraries], early[role][2] + GROWTH)]
    figures.add("soak", "Resident memory; target: at most 10% more than after the first tenth of the reloads", "MB", memory)
    figures.add("soak", f"Resources at the end; target: at most {GROWTH} more than after {first:,} reloads", "count", bounded)


SUBJECTS = {"soak": measure_soak}
