package org.parvis.gateway.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.demo.NodeProcess;

/** What is done to the plant. Each breaks something, holds it for a while and mends it; what it was is said in the report. */
enum Fault {

    /** {@code kill -9} of the node that owns a channel, which comes back a moment later. */
    KILL_OWNER {
        @Override
        void strike(Plant plant, String channel, Random random) throws IOException, InterruptedException {
            killed(plant, owner(plant, channel, random));
        }
    },
    KILL_NODE {
        @Override
        void strike(Plant plant, String channel, Random random) throws IOException, InterruptedException {
            killed(plant, any(plant, random));
        }
    },
    KILL_ALL {
        @Override
        void strike(Plant plant, String channel, Random random) throws IOException, InterruptedException {
            List<NodeProcess> nodes = plant.nodes();
            nodes.forEach(node -> node.handle().destroyForcibly());
            for (NodeProcess node : nodes) {
                node.handle().onExit().join();
            }
            for (NodeProcess node : nodes) {
                plant.begin(node);
            }
            for (NodeProcess node : plant.nodes()) {
                node.awaitReady();
            }
        }
    },
    /** SIGSTOP of a channel's owner for longer than a node is believed to live, then SIGCONT: it must find that it owns nothing any more. */
    PAUSE_OWNER {
        @Override
        void strike(Plant plant, String channel, Random random) throws IOException, InterruptedException {
            NodeProcess owner = owner(plant, channel, random);
            signal(owner, "STOP");
            TimeUnit.MILLISECONDS.sleep(LONGER_THAN_A_LIFE);
            signal(owner, "CONT");
        }
    },
    /** SIGTERM, as for an upgrade: no request may fail. */
    DRAIN {
        @Override
        void strike(Plant plant, String channel, Random random) throws IOException, InterruptedException {
            NodeProcess node = any(plant, random);
            node.stop();
            plant.revive(node);
        }
    },
    CUT_OFF_FROM_DATABASE {
        @Override
        void strike(Plant plant, String channel, Random random) throws InterruptedException {
            wire(plant.databaseWire(owner(plant, channel, random)), Wire.State.CUT, A_WHILE);
        }
    },
    /** The owner's packets to the database vanish, for longer than a node is believed to live. */
    SILENCE_BEFORE_DATABASE {
        @Override
        void strike(Plant plant, String channel, Random random) throws InterruptedException {
            wire(plant.databaseWire(owner(plant, channel, random)), Wire.State.SILENT, LONGER_THAN_A_LIFE);
        }
    },
    SLOW_DATABASE {
        @Override
        void strike(Plant plant, String channel, Random random) throws InterruptedException {
            plant.nodes().forEach(node -> plant.databaseWire(node).become(Wire.State.SLOW));
            TimeUnit.MILLISECONDS.sleep(A_WHILE);
            plant.nodes().forEach(node -> plant.databaseWire(node).become(Wire.State.WHOLE));
        }
    },
    /** {@code kill -9} of PostgreSQL; its supervisor starts it again. */
    KILL_DATABASE {
        @Override
        void strike(Plant plant, String channel, Random random) throws IOException, InterruptedException {
            String pid = Files.readAllLines(plant.databaseDirectory().resolve("cluster/postmaster.pid")).getFirst().strip();
            run("kill", "-9", pid);
        }
    },
    /** The database ends every connection but its own. */
    END_CONNECTIONS {
        @Override
        void strike(Plant plant, String channel, Random random) throws InterruptedException {
            plant.database.read(session -> session
                    .query("select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"));
        }
    },
    /** Connections of sending are reset, also between a message and its acknowledgement. */
    CUT_SUBMISSION {
        @Override
        void strike(Plant plant, String channel, Random random) throws InterruptedException {
            for (int cut = 0; cut < 10; cut++) {
                wire(plant.submission, Wire.State.CUT, random.nextInt(50));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
            }
        }
    },
    /** The social network does what it is asked, and does not answer. */
    SOCIAL_ACCEPTS_AND_SAYS_NOTHING {
        @Override
        void strike(Plant plant, String channel, Random random) throws InterruptedException {
            plant.social.mute(true);
            TimeUnit.MILLISECONDS.sleep(A_WHILE);
            plant.social.mute(false);
        }
    };

    private static final long A_WHILE = 3_000;
    private static final long LONGER_THAN_A_LIFE = 7_000;
    private static final long RESTART_MILLIS = 1_000;

    abstract void strike(Plant plant, String channel, Random random) throws IOException, InterruptedException;

    /** Whether the channel's owner is lost, so that the time of the take-over tells something. */
    boolean losesOwner() {
        return this == KILL_OWNER || this == PAUSE_OWNER;
    }

    private static NodeProcess owner(Plant plant, String channel, Random random) throws InterruptedException {
        try {
            return plant.owner(channel).orElseGet(() -> any(plant, random));
        } catch (DatabaseException away) {
            return any(plant, random);
        }
    }

    private static NodeProcess any(Plant plant, Random random) {
        return plant.nodes().get(random.nextInt(Plant.NODES));
    }

    private static void killed(Plant plant, NodeProcess node) throws IOException, InterruptedException {
        node.handle().destroyForcibly();
        node.handle().onExit().join();
        TimeUnit.MILLISECONDS.sleep(RESTART_MILLIS);
        plant.revive(node);
    }

    private static void wire(Wire wire, Wire.State state, long millis) throws InterruptedException {
        wire.become(state);
        TimeUnit.MILLISECONDS.sleep(millis);
        wire.become(Wire.State.WHOLE);
    }

    private static void signal(NodeProcess node, String name) throws IOException, InterruptedException {
        run("kill", "-" + name, Long.toString(node.handle().pid()));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("This failed: " + String.join(" ", command));
        }
    }
}
