package org.parvis.gateway;

import java.util.ArrayDeque;
import java.util.Deque;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops what was started, the last first. What fails to stop keeps nothing else from stopping. */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final Deque<Step> steps = new ArrayDeque<>();

    synchronized void later(Step step) {
        steps.push(step);
    }

    synchronized void now() {
        boolean interrupted = false;
        while (!steps.isEmpty()) {
            try {
                steps.pop().stop();
            } catch (InterruptedException hurry) {
                interrupted = true;
            } catch (Exception failure) {
                LOG.warn("Something did not stop as it should; the rest is stopped all the same", failure);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thing to stop. */
    @FunctionalInterface
    interface Step {
        void stop() throws Exception;
    }
}
