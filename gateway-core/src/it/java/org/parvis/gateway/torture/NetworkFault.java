package org.parvis.gateway.torture;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.parvis.gateway.torture.Firewall.Cut;

/** What is between nodes, and between the gateway and its networks, is cut or silent. */
enum NetworkFault implements Fault {

    /** A channel's owner and the two others do not hear each other; all of them reach the database. */
    PARTITION_OF_ONE {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            int owner = owner(blow);
            parted(blow, others(owner).flatMap(other -> Cut.bothWays(owner, other).stream()).toList());
        }

        @Override
        public Optional<String> missing(Plant plant) {
            return plant.firewall.missing();
        }
    },
    /** No node hears any other. */
    PARTITION_OF_ALL {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            parted(blow, Stream.of(Cut.bothWays(0, 1), Cut.bothWays(0, 2), Cut.bothWays(1, 2)).flatMap(List::stream).toList());
        }

        @Override
        public Optional<String> missing(Plant plant) {
            return plant.firewall.missing();
        }
    },
    /** A channel's owner hears the others, who do not hear it, or the other way round: one side believes in a whole that the other has given up. */
    PARTITION_ONE_WAY {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            int owner = owner(blow);
            boolean mute = blow.random().nextBoolean();
            parted(blow, others(owner).map(other -> mute ? new Cut(owner, other) : new Cut(other, owner)).toList());
        }

        @Override
        public Optional<String> missing(Plant plant) {
            return plant.firewall.missing();
        }
    },
    /** Connections of sending are reset, also between a message and its acknowledgement. */
    CUT_SUBMISSION {
        @Override
        public void strike(Blow blow) throws InterruptedException {
            for (int cut = 0; cut < 10; cut++) {
                blow.plant().submission.hold(Wire.State.CUT, blow.random().nextInt(50));
                TimeUnit.MILLISECONDS.sleep(blow.random().nextInt(300));
            }
        }
    },
    /** The social network does what it is asked, and does not answer. */
    SOCIAL_ACCEPTS_AND_SAYS_NOTHING {
        @Override
        public void strike(Blow blow) throws InterruptedException {
            blow.plant().social.mute(true);
            TimeUnit.MILLISECONDS.sleep(A_WHILE);
            blow.plant().social.mute(false);
        }
    };

    /** Longer than Hazelcast waits for a heartbeat, so that each side takes the other for gone. */
    private static final long PARTED = 10_000;

    @Override
    public Class<?> family() {
        return NetworkFault.class;
    }

    private static int owner(Blow blow) throws InterruptedException {
        return blow.plant().number(blow.owner());
    }

    private static Stream<Integer> others(int owner) {
        return IntStream.range(0, Plant.NODES).filter(other -> other != owner).boxed();
    }

    private static void parted(Blow blow, List<Cut> cuts) throws IOException, InterruptedException {
        Firewall firewall = blow.plant().firewall;
        firewall.cut(cuts);
        try {
            TimeUnit.MILLISECONDS.sleep(PARTED);
            // They have the record in common, and need no more than that.
            blow.plant().flow.await(Citizens.CHANNELS);
        } finally {
            firewall.mend();
        }
    }
}
