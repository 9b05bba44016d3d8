"""What cases hear of."""

from onewindow.delivery.cases.clockwork import accept_on_claim, decide_when_ended
from onewindow.flow.processes.events import ProcessEnded, TaskClaimed
from onewindow.ground.kernel.events import later, listen
from onewindow.trust.security.events import StopOrdered, VetoImposed

listen(TaskClaimed, accept_on_claim)
listen(ProcessEnded, decide_when_ended)
later(VetoImposed, "cases.tell_of_veto")
later(StopOrdered, "cases.tell_of_stop")
