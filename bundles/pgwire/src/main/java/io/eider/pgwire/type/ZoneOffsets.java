package io.eider.pgwire.type;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** How far a zone is from UTC at a moment; remembers the span of the last answer. Belongs to one thread. */
final class ZoneOffsets {
    private final ZoneRules rules;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private int offset;

    ZoneOffsets(ZoneId zone) {
        this.rules = zone.getRules();
        if (rules.isFixedOffset()) {
            offset = rules.getOffset(Instant.EPOCH).getTotalSeconds();
            from = Long.MIN_VALUE;
            to = Long.MAX_VALUE;
        }
    }

    /** Seconds east of UTC. */
    int at(long micros) {
        long second = Math.floorDiv(micros, Moments.SECOND);
        if (second < from || second >= to) {
            look(second);
        }
        return offset;
    }

    private void look(long second) {
        Instant moment = Instant.ofEpochSecond(second);
        offset = rules.getOffset(moment).getTotalSeconds();
        ZoneOffsetTransition next = rules.nextTransition(moment);
        ZoneOffsetTransition last = rules.previousTransition(moment.plusNanos(1));
        to = next == null ? Long.MAX_VALUE : next.toEpochSecond();
        from = last == null ? Long.MIN_VALUE : last.toEpochSecond();
    }
}
