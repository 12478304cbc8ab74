package org.parvis.gateway.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands where the story is. Only ever moved forward, so that ids rise with it. */
final class StoryClock extends Clock {

    private volatile Instant now = Instant.EPOCH;

    void moveTo(Instant moment) {
        if (moment.isBefore(now)) {
            throw new IllegalArgumentException("A story does not go back from " + now + " to " + moment);
        }
        now = moment;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
