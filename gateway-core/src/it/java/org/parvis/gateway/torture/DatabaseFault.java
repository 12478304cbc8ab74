package org.parvis.gateway.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The database is away, slow, silent or dead. */
enum DatabaseFault implements Fault {

    CUT_OFF_FROM_DATABASE {
        @Override
        public void strike(Blow blow) throws InterruptedException {
            blow.plant().databaseWire(blow.owner()).hold(Wire.State.CUT, A_WHILE);
        }
    },
    /** The owner's packets to the database vanish, for longer than a node is believed to live. */
    SILENCE_BEFORE_DATABASE {
        @Override
        public void strike(Blow blow) throws InterruptedException {
            blow.plant().databaseWire(blow.owner()).hold(Wire.State.SILENT, LONGER_THAN_A_LIFE);
        }
    },
    SLOW_DATABASE {
        @Override
        public void strike(Blow blow) throws InterruptedException {
            Plant plant = blow.plant();
            plant.nodes().forEach(node -> plant.databaseWire(node).become(Wire.State.SLOW));
            TimeUnit.MILLISECONDS.sleep(A_WHILE);
            plant.nodes().forEach(node -> plant.databaseWire(node).become(Wire.State.WHOLE));
        }
    },
    /** Nothing more can be written, and then it can again. */
    DISK_FULL {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            Plant plant = blow.plant();
            plant.disk.fill();
            try {
                plant.awaitFault("database");
                TimeUnit.MILLISECONDS.sleep(A_WHILE);
            } finally {
                plant.disk.free();
            }
        }

        @Override
        public Optional<String> missing(Plant plant) {
            return plant.disk.missing();
        }
    },
    /** {@code kill -9} of PostgreSQL; its supervisor starts it again. */
    KILL_DATABASE {
        @Override
        public void strike(Blow blow) throws IOException, InterruptedException {
            String pid = Files.readAllLines(blow.plant().databaseDirectory().resolve("cluster/postmaster.pid")).getFirst().strip();
            Commands.run("kill", "-9", pid);
        }

        @Override
        public boolean lasts() {
            return false;
        }
    },
    /** The database ends every connection but its own. */
    END_CONNECTIONS {
        @Override
        public void strike(Blow blow) throws InterruptedException {
            blow.plant().database.read(session -> session
                    .query("select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"));
        }

        @Override
        public boolean lasts() {
            return false;
        }
    };

    @Override
    public Class<?> family() {
        return DatabaseFault.class;
    }
}
