"""Who receives whom, and which words tell it: Clause → Sides, the host first."""

from __future__ import annotations

from builder.parsers.scene.clause import BESIDE, CLAUSE, NEAR, Clause, Sides, pair
from builder.parsers.scene.slots import Group


def host_guest(clause: Clause) -> Sides:
    """ "The king received the minister": the subject is at home, the object is the guest."""
    subject = clause.subject()
    if clause.has("guest_first") and not clause.before:
        # "Receiving the commander of A, the president of B praised": the guest comes first.
        guest = next((g for g in clause.after if g.acts), None)
        host = clause.first([g for g in clause.after if g.acts], ("",), guest.parties if guest is not None else ())
        return pair(host, guest, host.parties[0] if host is not None else None)
    if subject is None:
        return Sides((), (), ())
    guests = [g for g in (*clause.after, *reversed(clause.before)) if g is not subject and (g.acts or g.sent or _delegation(clause, g))]
    # A general whom no list knows was only guessed to be of the host's own army.
    own = [g for g in guests if set(g.parties) <= set(subject.parties) and all(m.form == "guessed" for m in g.mentions)]
    guests = [g for g in guests if g not in own]
    if not clause.has("verb_first"):
        # The guest is the verb's object, right after it: "refused to receive lessons from" names none.
        near = [g for g in guests if 0 <= g.start - clause.match.end <= NEAR or clause.match.start <= g.start < clause.match.end]
        # «a reçu jeudi au palais présidentiel à Nouakchott la ministre»: French tells day and place before the guest.
        far = clause.has("time_before_object") and not any(g.marker for g in clause.after if g.start < clause.match.end + NEAR)
        guests = near or ([g for g in guests[:1] if far and g.marker in ("", "partner") and 0 <= g.start - clause.match.end <= CLAUSE])
    return pair(subject, clause.first(guests, ("", "to", "partner"), subject.parties), subject.parties[0])


def _delegation(clause: Clause, group: Group) -> bool:
    """«استقبل الوزير وفدا أمنيا سودانيا», «принял турецкую делегацию»: a nationality behind the verb that qualifies who acts."""
    behind = group.start > (clause.match.end if clause.has("verb_first") else clause.match.start)
    return (clause.has("verb_first") or clause.has("cases")) and group.adjective and not group.matter and behind


def guest(clause: Clause) -> Sides:
    """ "The visiting foreign minister of A": the person named by the words is the visitor, whoever else acts receives him."""
    guest = next((g for g in clause.after if g.acts and g.start - clause.match.end <= BESIDE), None)
    others = [g for g in (*clause.after, *reversed(clause.before)) if g is not guest]
    if guest is None:
        return Sides((), (), ())
    ground = clause.first([g for g in others if not g.acts], ("in",), guest.parties)
    host = ground or clause.first([g for g in others if g.acts], ("", "partner", "by"), guest.parties)
    if host is None and not clause.has("guest_word"):  # "Kenya welcomed the minister at the start of his tour"
        host = clause.first([g for g in reversed(clause.before) if not g.adjective], ("",), guest.parties)
    return pair(guest, host, host.parties[0] if host is not None else None)


def received(clause: Clause) -> Sides:
    """«a été reçu à Rabat par le ministre», «Reçu par le roi, le président …»: "par" tells who receives, the subject is the guest."""
    host = next((g for g in clause.after if g.marker == "by" and g.start - clause.match.end <= CLAUSE), None)
    if host is None and clause.has("host_behind"):  # «был принят президентом Таджикистана»: the instrumental bears no marker
        host = next((g for g in clause.after if g.acts and clause.match.start < g.start <= clause.match.end + BESIDE), None)
    taken = host.parties if host is not None else ()
    before = [g for g in reversed(clause.before) if g.marker == "" and (g.acts or g.sent) and clause.match.start - g.end <= 2 * CLAUSE]
    guest = clause.antecedent or clause.first(before, ("",), taken)
    if guest is None:
        fronted = (g for g in clause.after if g.acts and (host is None or g.start > host.end))
        guest = clause.first(fronted, ("",), taken)
    if guest is None:
        return Sides((), (), ())
    return pair(host, guest, host.parties[0]) if host is not None else Sides((), guest.parties[:1], (guest,))
