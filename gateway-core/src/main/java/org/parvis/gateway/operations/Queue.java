package org.parvis.gateway.operations;

import java.time.Duration;
import java.util.Optional;

/**
 * What a channel has to send and what it could not. No figure is higher than {@link Operations#MOST_COUNTED}: counting on would cost more than it tells.
 *
 * @param queued   to be sent, now or later
 * @param due      of these, those whose time has come
 * @param oldest   for how long the one that waits longest has been due; what was put to a later time does not wait until then
 * @param byPerson answers that an agent must give, by telephone for instance
 */
public record Queue(long queued, long due, long sending, Optional<Duration> oldest, long failed, long unknown, long byPerson) {

    static final Queue EMPTY = new Queue(0, 0, 0, Optional.empty(), 0, 0, 0);

    boolean isEmpty() {
        return queued + sending + failed + unknown + byPerson == 0;
    }
}
