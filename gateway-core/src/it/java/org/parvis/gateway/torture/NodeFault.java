package org.parvis.gateway.torture;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.parvis.gateway.demo.NodeProcess;

/** Nodes die, sleep and leave. */
enum NodeFault implements Fault {

    /** {@code kill -9} of the node that owns a channel, which comes back a moment later. */
    KILL_OWNER {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            killed(blow.plant(), blow.owner());
        }
    },
    KILL_NODE {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            killed(blow.plant(), blow.any());
        }
    },
    KILL_ALL {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            List<NodeProcess> nodes = blow.plant().nodes();
            nodes.forEach(node -> node.handle().destroyForcibly());
            for (NodeProcess node : nodes) {
                node.handle().onExit().join();
            }
            for (NodeProcess node : nodes) {
                blow.plant().begin(node);
            }
            for (NodeProcess node : blow.plant().nodes()) {
                blow.plant().awaitReady(node);
            }
        }
    },
    /** SIGSTOP of a channel's owner for longer than a node is believed to live, then SIGCONT: it must find that it owns nothing any more. */
    PAUSE_OWNER {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            NodeProcess owner = blow.owner();
            signal(owner, "STOP");
            TimeUnit.MILLISECONDS.sleep(LONGER_THAN_A_LIFE);
            signal(owner, "CONT");
        }
    },
    /** SIGTERM and a new start. */
    DRAIN {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            drained(blow.plant(), blow.any());
        }
    },
    /** An upgrade: {@link #DRAIN} of each node in turn, so that channels move on to nodes that are drained next, and none is left from before. */
    ROLL {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            for (NodeProcess node : blow.plant().nodes()) {
                drained(blow.plant(), node);
            }
        }
    },
    /** An upgrade, or its taking back: a node is drained and comes back as the other build, whose neighbours may be of either. */
    EXCHANGE {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            NodeProcess node = blow.any();
            node.stop();
            blow.plant().exchange(node);
        }

        @Override
        public Optional<String> missing(Plant plant) {
            return plant.hasPrevious() ? Optional.empty() : Optional.of("no earlier build was named");
        }
    };

    private static final long RESTART_MILLIS = 1_000;

    @Override
    public Class<?> family() {
        return NodeFault.class;
    }

    @Override
    public boolean goesUnnoticed() {
        return this == DRAIN || this == ROLL || this == EXCHANGE;
    }

    private static void killed(Plant plant, NodeProcess node) throws IOException, InterruptedException {
        node.handle().destroyForcibly();
        node.handle().onExit().join();
        TimeUnit.MILLISECONDS.sleep(RESTART_MILLIS);
        plant.revive(node);
    }

    private static void drained(Plant plant, NodeProcess node) throws IOException, InterruptedException {
        node.stop();
        plant.revive(node);
    }

    private static void signal(NodeProcess node, String name) throws IOException, InterruptedException {
        Commands.run("kill", "-" + name, Long.toString(node.handle().pid()));
    }
}
