package org.parvis.gateway.torture;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One node's wall clock is an hour wrong. Its citizens, agents and channels must not notice. */
enum ClockFault implements Fault {

    CLOCK_AHEAD("+1h"), CLOCK_BEHIND("-1h");

    private final String jump;

    ClockFault(String jump) {
        this.jump = jump;
    }

    @Override
    public Class<?> family() {
        return ClockFault.class;
    }

    @Override
    public void strike(Blow blow) throws IOException, InterruptedException {
        Plant plant = blow.plant();
        plant.clocks.jump(jump);
        try {
            TimeUnit.MILLISECONDS.sleep(LONGER_THAN_A_LIFE);
            plant.flow.await(Citizens.CHANNELS);
        } finally {
            plant.clocks.jump("+0");
        }
    }

    @Override
    public Optional<String> missing(Plant plant) {
        return plant.clocks.missing();
    }
}
