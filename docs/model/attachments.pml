/*
 * How processes that may be killed at any instruction share addresses and HCN endpoints: records, locks, the order of
 * HCN calls, and calls that take effect after their caller is dead. README.md says what is modelled, what is claimed and
 * how it is checked.
 *
 * Each step is one thing that other processes can see: one file operation, one HCN call, one lock. An attachment has one
 * number, which stands for its endpoint id too: that is computed, not chosen.
 */

#define ATTACHMENTS 2
#define ADDRESSES 2
#define NOBODY 99

/* The size of what is checked; ../../tools/check_model has the sizes that are. */
#ifndef PODS
#define PODS 2        /* attachments that a runtime uses */
#endif
#ifndef KILLS
#define KILLS 1       /* processes that die at any of their steps */
#endif
#ifndef ASKS_TWICE
#define ASKS_TWICE 0  /* 1: a second ADD of the first attachment, while the first one runs or after it */
#endif
#ifndef SWEEPS
#define SWEEPS 1      /* 1: one attachment is judged by a sweep at the same time */
#endif

/* On disk: whose name reserves an address, and whether that record is filled and flushed. */
byte record[ADDRESSES] = NOBODY;
bool is_durable[ADDRESSES];

/* In HCN, which outlives every process. */
bool is_there[ATTACHMENTS];         /* the endpoint */
byte address_of[ATTACHMENTS];       /* that it has */
bool is_attached[ATTACHMENTS];      /* in its pod's namespace */
bool has_namespace[ATTACHMENTS] = true;   /* the runtime's */
byte late[ATTACHMENTS] = NOBODY;    /* the address of a create that a dead ADD has asked for */

/* Byte ranges of the lock file; whoever dies gives them back. */
bool attachment_lock[ATTACHMENTS];
bool allocation_lock;

/* What the runtime knows: ADD has printed its result, and the runtime still wants it. */
bool is_live[ATTACHMENTS];
mtype = { NOT_YET, WITH_DEL, FORGOTTEN };
mtype fate[ATTACHMENTS] = NOT_YET;
bool is_settled[ATTACHMENTS];       /* a DEL has succeeded, and no ADD has begun since */

byte kills = KILLS;
byte running;

#define Lock(lock) atomic { !lock -> lock = true }
/* The process may be killed before what comes next in its atomic step. What it holds is given back at `dead`. */
#define MayDie if :: kills > 0 -> kills--; goto dead :: true fi

#define IsTaken(address, me) ((me != 0 && is_there[0] && address_of[0] == address) || \
                              (me != 1 && is_there[1] && address_of[1] == address))
/* Live, as ADD and the sweep see it: in a namespace that exists. */
#define IsInUse(id) (is_there[id] && is_attached[id] && has_namespace[id])
/* In no namespace, or in one that HCN says is absent. */
#define LooksDead(id) (!is_attached[id] || !has_namespace[id])

inline FindRecord(id, found) {
  if
  :: record[0] == id -> found = 0
  :: record[1] == id -> found = 1
  :: else -> found = NOBODY
  fi
}

/* HcnDeleteEndpoint. Detaches as well. */
inline Delete(id) {
  assert(!is_live[id] || !has_namespace[id]);  /* nobody's pod loses its endpoint */
  is_there[id] = false;
  is_attached[id] = false;
  address_of[id] = 0
}

/* The half second in which HNS finishes what a dead process asked. BUG_NO_WAIT: without it. */
#ifdef BUG_NO_WAIT
#define HasWaited(id) true
#else
#define HasWaited(id) (late[id] == NOBODY)
#endif

/* Deletes the endpoint; where a record says that one was asked for and none is there, looks again after a while. */
inline Dismantle(id) {
  if
  :: atomic { is_there[id] -> MayDie; Delete(id) }
  :: atomic { !is_there[id] -> MayDie };
     atomic { HasWaited(id) -> if :: is_there[id] -> Delete(id) :: else fi }
  fi
}

/* The last step of every clean-up: an address is free once HCN has said that its endpoint is gone. */
inline Forget(id, address) {
  atomic {
    MayDie;
    if
    :: address != NOBODY && record[address] == id ->
      assert(!is_there[id] || address_of[id] != address);
      record[address] = NOBODY;
      is_durable[address] = false
    :: else
    fi
  }
}

proctype Add(byte id) {
  byte address = NOBODY, other = 1 - id, tries;
  bool is_new, made, holds_allocation, holds_other;

  atomic { !attachment_lock[id] -> attachment_lock[id] = true; is_settled[id] = false };

  /* Reserve: list the names, choose, and create the name, under the allocation lock. */
  atomic { !allocation_lock -> MayDie; allocation_lock = true; holds_allocation = true };
  atomic {
    MayDie;
    FindRecord(id, address);
    if
    :: address == NOBODY ->
      if
      :: record[0] == NOBODY -> address = 0
      :: record[0] != NOBODY && record[1] == NOBODY -> address = 1
      :: else -> goto dead  /* the slice is full */
      fi;
      record[address] = id;
      is_new = true
    :: else
    fi
  };
  atomic { MayDie; allocation_lock = false; holds_allocation = false };

  /* A record was there: of a live attachment, or what an earlier ADD left. */
  if
  :: is_new
  :: else ->
    atomic { MayDie; if :: IsInUse(id) -> goto dead :: else fi };
    Dismantle(id)
  fi;
  atomic { MayDie; if :: !has_namespace[id] -> goto undo :: else fi };
  atomic { MayDie; is_durable[address] = true };

create:
  /* HcnCreateEndpoint. A caller that dies in it may have it done later. */
  atomic {
    if
    :: kills > 0 -> kills--; late[id] = address; goto dead
    :: true -> MayDie
    fi;
    if
    :: !is_there[id] && !IsTaken(address, id) ->
      assert(is_durable[address] && record[address] == id);
      is_there[id] = true;
      address_of[id] = address;
      made = true;
      goto created
    :: else -> tries++
    fi
  };

  /* Refused: the id is there, or somebody has the address. */
  if
  :: atomic { tries > 2 -> goto undo }
  :: atomic { tries <= 2 && is_there[id] -> MayDie; if :: IsInUse(id) -> goto undo :: else fi; Delete(id) }
  :: atomic { tries <= 2 && !is_there[id] && IsTaken(address, id) && attachment_lock[other] -> goto undo }
  :: atomic { tries <= 2 && !is_there[id] && IsTaken(address, id) && !attachment_lock[other] ->
       MayDie; attachment_lock[other] = true; holds_other = true };
     atomic { MayDie; if :: record[0] == other || record[1] == other -> goto undo :: else fi };
     atomic { MayDie; if :: IsInUse(other) -> goto undo :: !IsInUse(other) && is_there[other] -> Delete(other) :: else fi };
     atomic { MayDie; attachment_lock[other] = false; holds_other = false }
  :: atomic { tries <= 2 && !is_there[id] && !IsTaken(address, id) -> skip }  /* gone by now */
  fi;
  goto create;

created:
  /* HcnModifyNamespace; the read-back is not a step of its own, nothing can come between but a late effect. */
  atomic { MayDie; if :: is_there[id] && has_namespace[id] -> is_attached[id] = true :: else -> goto undo fi };
  atomic {
    MayDie;
    /* The result is on stdout: from here on the endpoint is the runtime's. */
    assert(is_there[id] && address_of[id] == address && record[address] == id && is_durable[address]);
    assert(!(is_live[other] && is_there[other] && address_of[other] == address));
    is_live[id] = (fate[id] == NOT_YET);
    goto dead
  };

undo:
  /* What this ADD did not make itself is only taken away when it is not live. */
  atomic { MayDie; if :: is_there[id] && (made || !IsInUse(id)) -> Delete(id) :: else fi };
  if :: is_there[id] -> goto dead :: else -> Forget(id, address) fi;
dead:
  atomic {
    if :: holds_allocation -> allocation_lock = false :: else fi;
    if :: holds_other -> attachment_lock[other] = false :: else fi;
    attachment_lock[id] = false;
    address = 0; tries = 0; is_new = false; made = false; holds_allocation = false; holds_other = false;  /* fewer states */
    running--
  }
}

proctype Del(byte id) {
  byte address;

  if
  :: fate[id] == WITH_DEL -> Lock(attachment_lock[id])
  :: fate[id] == FORGOTTEN -> goto unasked
  fi;
  atomic { MayDie; FindRecord(id, address) };
#ifdef BUG_ADDRESS_FIRST
  Forget(id, address);
#endif
  if
  :: address != NOBODY -> Dismantle(id)
  :: else -> atomic { MayDie; if :: is_there[id] -> Delete(id) :: else fi }
  fi;
  Forget(id, address);
  is_settled[id] = true;
dead:
  attachment_lock[id] = false;
unasked:
  atomic { address = 0; running-- }
}

/*
 * What a sweep does about one attachment: removes it when it is provably an orphan. Judges twice, the second time under the
 * attachment's lock. (Attachments are independent here: a sweep is one of these after the other.)
 */
proctype Sweep(byte id) {
  byte address;
  bool is_candidate, is_dead, has_lock;

  /* Endpoints before records. */
  is_candidate = is_there[id];
  is_candidate = is_candidate || record[0] == id || record[1] == id;
  /* Whose lock is taken is in flight. */
  atomic { if :: !is_candidate || attachment_lock[id] || !LooksDead(id) -> goto dead :: else fi };
  /* A while later, under the lock. */
#ifdef BUG_WAIT_BEFORE_LOCK
  HasWaited(id);
#endif
  atomic { MayDie; is_dead = LooksDead(id) };
  atomic {
    if :: attachment_lock[id] -> goto dead :: else fi;
    attachment_lock[id] = true;
    has_lock = true;
#ifndef BUG_LOCK_TOO_LATE
    is_dead = LooksDead(id);
#endif
    if :: !is_dead -> goto dead :: else fi
  };
  /* What an ADD has asked that died since the first look is not seen yet. */
#ifndef BUG_WAIT_BEFORE_LOCK
  atomic { HasWaited(id) -> MayDie };
#endif
  atomic { MayDie; if :: is_there[id] -> Delete(id) :: else fi };
  atomic { MayDie; FindRecord(id, address) };
  Forget(id, address);
dead:
  atomic { if :: has_lock -> attachment_lock[id] = false :: else fi;
    is_candidate = false; is_dead = false; has_lock = false; address = 0; running-- }
}

/* HNS, which finishes what a dead process has asked. */
inline Finish(id) {
  if :: !is_there[id] && !IsTaken(late[id], id) -> is_there[id] = true; address_of[id] = late[id] :: else fi;
  late[id] = NOBODY
}

active proctype Hns() {
end:
  do
  :: atomic { late[0] != NOBODY -> Finish(0) }
  :: atomic { late[1] != NOBODY -> Finish(1) }
  od
}

/* A pod's life as its runtime has it: its namespace is there and ADD is called; at any time DEL or none; no namespace. */
proctype Runtime(byte id) {
  atomic { is_live[id] = false; if :: fate[id] = WITH_DEL :: fate[id] = FORGOTTEN fi };
  atomic { has_namespace[id] = false; running-- }
}

#define Start(process) running++; run process

init {
  atomic {
    Start(Add(0)); Start(Del(0)); Start(Runtime(0));
#if PODS == 2
    Start(Add(1)); Start(Del(1)); Start(Runtime(1));
#endif
#if ASKS_TWICE
    Start(Add(0));  /* as a runtime does that was killed and started again */
#endif
#if SWEEPS
    if :: Start(Sweep(0)) :: PODS == 2 -> Start(Sweep(1)) fi
#endif
  };
  /* Nobody is at work and nobody is killed any more: a sweep, or a DEL of each, leaves nothing. */
  atomic { running == 0 && late[0] == NOBODY && late[1] == NOBODY ->
    assert(!is_settled[0] || (!is_there[0] && record[0] != 0 && record[1] != 0));
    assert(!is_settled[1] || (!is_there[1] && record[0] != 1 && record[1] != 1));
    assert(!attachment_lock[0] && !attachment_lock[1] && !allocation_lock);
    kills = 0;
    if
    :: fate[0] = WITH_DEL; fate[1] = WITH_DEL; Start(Del(0)); Start(Del(1))
    :: Start(Sweep(0)); Start(Sweep(1))
    fi
  };
  running == 0;
  assert(!is_there[0] && !is_there[1] && record[0] == NOBODY && record[1] == NOBODY);
  assert(!attachment_lock[0] && !attachment_lock[1] && !allocation_lock)
}
