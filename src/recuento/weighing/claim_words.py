"""A claim as a clause, as "Ana Prueba came second": said of it wherever it stands, whether or not anything is counted."""

from __future__ import annotations

from recuento.records.messages import Message

from .claims import EVERY_REGION, LANDSLIDE, LEADS, Claim
from .question import LeadAsked, called_base, hedged, lead_in_words, ordinal


def claim_in_words(claim: Claim, name: str) -> Message:
    """The claim as a clause with its figure, as "Ana Prueba came second"."""
    if claim.claim == "share":
        base = called_base(claim.share_of)
        return hedged("share", claim.bound, name=name, share=float(claim.figure or 0), base=base, within="")
    if claim.claim == "votes":
        return hedged("votes", claim.bound, name=name, count=int(claim.figure or 0), within="")
    if claim.claim == "turnout":
        return Message("claim.turnout", share=float(claim.figure or 0), within="")
    if claim.claim in LEADS:
        return lead_in_words(lead_asked(claim), name)
    if claim.claim == EVERY_REGION:
        told = "every_region" if claim.figure is None else "every_one_of_the_regions"
        return Message(f"claim.{told}", name=name, regions=int(claim.figure or 0))
    if claim.claim == "seats":
        return Message("claim.seats", name=name, seats=int(claim.figure or 0))
    if claim.claim == "rank":
        return Message("claim.rank", name=name, place=ordinal(int(claim.figure or 1)))
    return Message(f"claim.{(claim.words or 'won').replace(' ', '_')}", name=name, within="")


def lead_asked(claim: Claim) -> LeadAsked:
    """What a claimed lead asks; over whom an article means it, its words may not say."""
    points, reported = claim.claim == "lead_points", claim.article is not None and claim.words != LANDSLIDE
    base = claim.share_of if points else "valid"
    return LeadAsked(float(claim.figure or 0), points, base, claim.bound, over_anybody=reported)
