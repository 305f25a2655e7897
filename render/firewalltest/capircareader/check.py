# Answers questions about a policy with Capirca's own AclCheck. Lines of JSON come in and go out: a folder to read, or a packet to decide on.
import json
import sys

from capirca.lib import aclcheck, aclgenerator, naming, policy

names = {number: name for name, number in aclgenerator.Term.PROTO_MAP.items()}


def kinds(term, six):
    table = policy.Term.ICMP_TYPE[6 if six else 4]
    return [table[name] for name in term.icmp_type if name in table]


def decide(packet):
    protocol = names.get(packet["protocol"], str(packet["protocol"]))
    six = ":" in packet["from"]
    # AclCheck does not look at types of ICMP: terms for others are left out before it is asked.
    asked = [(header, [t for t in terms if not t.icmp_type or packet["type"] in kinds(t, six)]) for header, terms in filters
             if packet["filter"] in header.target[0].options]
    if not asked:
        return {"rule": "", "accepted": False}
    read.filters = asked
    check = aclcheck.AclCheck(read, packet["from"], packet["to"], str(packet["from_port"]), str(packet["to_port"]), protocol)
    exact = check.ExactMatches()
    return {"rule": exact[0].term if exact else "", "accepted": bool(exact) and exact[0].action == "accept"}


for line in sys.stdin:
    question = json.loads(line)
    try:
        if "folder" in question:
            definitions = naming.Naming(question["folder"] + "/def")
            read = policy.ParsePolicy(open(question["folder"] + "/pol/rules.pol").read(), definitions, shade_check=False)
            filters = read.filters
            answer = {"terms": [[t.name, str(t.expiration or "")] for _, terms in filters for t in terms]}
        else:
            answer = decide(question)
    except Exception as e:
        answer = {"error": repr(e)}
    print(json.dumps(answer), flush=True)
