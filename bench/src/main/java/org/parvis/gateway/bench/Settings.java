package org.parvis.gateway.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How large and how long.
 *
 * @param messages      letters in the bag of a benchmark that takes in
 * @param conversations of the past that is read in
 * @param time          of each measured stretch, besides its warm-up
 * @param data          where databases are kept; the past stays there and is used again
 * @param home          the installation that is measured
 * @param launcher      what starts it
 * @param mailbox       of a mail server that runs already; absent: one in this process
 */
record Settings(int messages, int conversations, Duration time, Path data, Path home, Path launcher, Optional<URI> mailbox) {

    Duration warmUp() {
        return time.dividedBy(2);
    }
}
