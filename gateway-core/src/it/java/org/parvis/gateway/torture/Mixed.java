package org.parvis.gateway.torture;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Two faults of different families: the second begins while the first is held. */
record Mixed(List<Fault> kinds) implements Fault {

    private static final int SOONEST_MILLIS = 200;
    private static final int LATEST_MILLIS = 1_000;

    @Override
    public String name() {
        return "MIXED";
    }

    @Override
    public Class<?> family() {
        return Mixed.class;
    }

    @Override
    public Fault drawn(Random random) {
        List<Fault> lasting = kinds.stream().filter(Fault::lasts).toList();
        Fault first = lasting.get(random.nextInt(lasting.size()));
        List<Fault> others = kinds.stream().filter(other -> other.family() != first.family()).toList();
        return new Both(first, others.get(random.nextInt(others.size())));
    }

    @Override
    public void strike(Blow blow) throws IOException, InterruptedException {
        drawn(blow.random()).strike(blow);
    }

    private record Both(Fault first, Fault second) implements Fault {

        @Override
        public String name() {
            return first.name() + " and " + second.name();
        }

        @Override
        public Class<?> family() {
            return Mixed.class;
        }

        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            Random another = new Random(blow.random().nextLong());
            FutureTask<Boolean> striking = new FutureTask<>(() -> {
                first.strike(blow);
                return true;
            });
            Thread.ofVirtual().name("first-fault").start(striking);
            TimeUnit.MILLISECONDS.sleep(another.nextInt(SOONEST_MILLIS, LATEST_MILLIS));
            second.strike(new Blow(blow.plant(), blow.channel(), another));
            try {
                striking.get();
            } catch (ExecutionException failure) {
                throw new IOException("The first of two faults could not be carried out", failure);
            }
        }
    }
}
