package org.parvis.gateway.torture;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What is between nodes, and between the gateway and its networks, is cut or silent. */
enum NetworkFault implements Fault {

    /** A channel's owner and the two others do not hear each other; all of them reach the database. */
    PARTITION_OF_ONE {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            int owner = blow.plant().number(blow.owner());
            parted(blow, IntStream.range(0, Plant.NODES).filter(other -> other != owner)
                    .mapToObj(other -> new Firewall.Cut(owner, other)).toList());
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
            parted(blow, List.of(new Firewall.Cut(0, 1), new Firewall.Cut(0, 2), new Firewall.Cut(1, 2)));
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

    private static void parted(Blow blow, List<Firewall.Cut> cuts) throws IOException, InterruptedException {
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
