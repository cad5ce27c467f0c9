"""What real Ansible makes of inventories: reads cases as JSON from stdin, writes a JSON object of results by name to stdout.

Every case is worked on in a process of its own, forked once Ansible is imported: Ansible keeps options, extra variables and
files of variables in globals. The inventory is read by the code of `ansible-inventory`; a variable's value is what a task
of a play over all hosts gets for it.
"""

import datetime
import json
import math
import multiprocessing
import os
import sys
import tempfile

import ansible.plugins.loader as plugins
from ansible.cli.inventory import InventoryCLI
from ansible.parsing.dataloader import DataLoader
from ansible.playbook.play import Play
from ansible.template import Templar
from ansible.utils.display import Display
from ansible.vars.hostvars import HostVars, HostVarsVars

# Kubespray's plays begin by making these groups of others (its role dynamic_groups).
MADE_GROUPS = {
    "kube_control_plane": ["kube-master"],
    "kube_node": ["kube-node"],
    "calico_rr": ["calico-rr"],
    "no_floating": ["no-floating"],
    "k8s_cluster": ["kube_node", "kube_control_plane", "calico_rr"],
}


def main():
    cases = json.load(sys.stdin)
    plugins.init_plugin_loader([])
    warm_up()
    processes = multiprocessing.get_context("fork")
    with processes.Pool(os.cpu_count(), maxtasksperchild=1) as pool:
        results = pool.map(result_of, cases, chunksize=1)
    json.dump(dict(zip([case["name"] for case in cases], results)), sys.stdout, ensure_ascii=False)


def warm_up():
    """Loads once what every process would load for itself: plugins, and what collections say of themselves."""
    for name in ("host_list", "script", "auto", "yaml", "ini", "toml"):
        plugins.inventory_loader.get(name)
    templar = Templar(loader=DataLoader())
    templar.template("{{ [1] | unique | map('string') | join | ansible.utils.ipaddr is version('1', '<') or lookup('env', 'HOME') is match('x') }}")


def result_of(case):
    said = []
    Display.display = lambda self, msg, *rest, **named: None
    Display.warning = lambda self, msg, *rest, **named: said.append(str(msg))
    try:
        result = judged(case)
        unread = [text for text in said if "Unable to parse" in text]
        return {"failed": "\n".join(unread), "said": said} if unread else result
    except Exception as error:  # The case is at fault, or this script: both are to be shown beside its name.
        return {"failed": f"{type(error).__name__}: {error}", "said": said}


def judged(case):
    os.chdir(case["directory"])
    for name, text in case["env"].items():
        os.environ[name] = text
    loader, inventory, variables = opened(case)
    cli = InventoryCLI(["ansible-inventory", "--list"])
    cli.loader, cli.inventory, cli.vm = loader, inventory, variables
    make_groups(inventory)
    # Group variables of the made groups count as well, and nothing stands beside the playbook.
    with tempfile.TemporaryDirectory() as playbooks:
        loader.set_basedir(playbooks)
        top = inventory.groups["all"]
        listed = plain(json.loads(cli.dump(cli.json_inventory(top))))
        return without_path(
            {
                "list": listed,
                "graph": cli.inventory_graph(),
                "groups": {name: members(group) for name, group in inventory.groups.items()},
                "hosts": {host.name: evaluated(host, loader, inventory, variables) for host in inventory.get_hosts("all")},
            },
            os.getcwd(),
        )


def opened(case):
    args = ["ansible-inventory", "--list"]
    for path in case["inventories"]:
        args += ["-i", path]
    for extra in case["extraVars"]:
        args += ["-e", extra]
    for vault in case["vaultIds"]:
        args += ["--vault-id", vault]
    cli = InventoryCLI(args)
    cli.parse()
    return cli._play_prereqs()


def make_groups(inventory):
    """What group_by does: the groups are found out first, with the groups hosts have, and made then."""
    found = []
    for host in inventory.get_hosts("all"):
        names = {group.name for group in host.get_groups()}
        found += [(made, host) for made, sources in MADE_GROUPS.items() if made not in names and names & set(sources)]
    for made, host in found:
        if made not in inventory.groups:
            inventory.add_group(made)
            inventory._inventory.add_child("all", made)
        inventory.groups[made].add_host(host)
    inventory.clear_caches()


def members(group):
    """The hosts of a group, and whether their order is Ansible's to say: below two parents it goes by the addresses of objects."""
    names = [host.name for host in group.get_hosts()]
    level, seen, ordered = [group], {group}, True
    while level:
        parents = [one for one in level if any(child not in seen for child in one.child_groups)]
        ordered = ordered and len(parents) <= 1
        level = [child for one in parents for child in one.child_groups if child not in seen]
        seen.update(level)
    return {"hosts": names if ordered else sorted(names), "ordered": ordered}


def evaluated(host, loader, inventory, variables):
    variables._hostvars = HostVars(inventory=inventory, variable_manager=variables, loader=loader)
    play = Play.load({"hosts": "all", "gather_facts": False, "name": "oracle"}, variable_manager=variables, loader=loader)
    all_vars = variables.get_vars(play=play, host=host)
    own = InventoryCLI._remove_internal(variables.get_vars(host=host, include_hostvars=False, stage="all"))
    templar = Templar(loader=loader, variables=all_vars)
    names = [*own, "inventory_dir", "inventory_file", "group_names"]
    return {name: value_of(templar, all_vars[name]) for name in sorted(names, key=str)}


def value_of(templar, written):
    try:
        return plain(templar.template(written, fail_on_undefined=True))
    except Exception as error:  # Some filters let Python's own errors through.
        return {"$error": str(error).replace("\n", " ")}


def plain(value):
    """The value as JSON that keeps what JSON would lose."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        whole = math.isfinite(value) and not value.is_integer()
        return value if whole else {"$float": repr(value)}
    if isinstance(value, int):
        return value if abs(value) < 2**53 else {"$integer": str(value)}
    if isinstance(value, (datetime.date, datetime.datetime)):
        return {"$date": str(value)}
    if isinstance(value, (HostVars, HostVarsVars)):
        return {"$lazy": sorted(value)}
    if isinstance(value, dict):
        return {key if isinstance(key, str) else json.dumps(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    return str(value)


def without_path(value, path):
    if isinstance(value, str):
        return value.replace(path, "$CASE")
    if isinstance(value, dict):
        return {without_path(key, path): without_path(item, path) for key, item in value.items()}
    if isinstance(value, list):
        return [without_path(item, path) for item in value]
    return value


main()
