"""What the program is not, and for whom its exercises are not: said at the first run and in Help."""

from __future__ import annotations

from psoas_timer.lib.translation import tr


def limits() -> list[str]:
    """Return what the program is not, and for whom its exercises are not.

    The last two lists are ours, the advice to see a physical therapist is the source's (the Well+Good article).
    """
    return [
        tr("It is a timer and a guide, not medical advice. If your pain is severe or keeps coming back, see a physical"
           " therapist."),
        tr("Do not press on your belly if you are pregnant, if you have had surgery on your abdomen, or if you have a"
           " hernia, an aortic aneurysm, osteoporosis of the spine, or a stent or device in your belly, unless a"
           " clinician says that you may."),
        tr("Leave out the diaphragm vacuum if you are pregnant, if you have high blood pressure, heart trouble, a"
           " hernia or glaucoma, or if you have had surgery recently."),
    ]  # fmt: skip
