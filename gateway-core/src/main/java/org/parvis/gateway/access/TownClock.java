package org.parvis.gateway.access;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What time it is in the town, and who is let in at that time. From memory.
 *
 * @param zone of the clocks by which hours are meant
 */
public record TownClock(Clock clock, ZoneId zone) {

    public boolean letsIn(Agent agent) {
        return agent.hours().map(hours -> hours.areOpen(clock.instant(), zone)).orElse(true);
    }

    /** When somebody who is in has to be out; empty where hours never end. */
    public Optional<Instant> closing(Agent agent) {
        return agent.hours().flatMap(hours -> hours.closing(clock.instant(), zone));
    }

    /** When somebody is let in next who is not let in now. */
    public Closed closed(Agent agent) {
        Instant now = clock.instant();
        return new Closed(agent.hours().map(hours -> hours.nextOpening(now, zone)).orElse(now), now, zone);
    }

    /**
     * Outside somebody's hours.
     *
     * @param opens when they are let in next
     * @param now   when that was said
     */
    public record Closed(Instant opens, Instant now, ZoneId zone) {
    }
}
