package org.parvis.gateway.torture;

import java.util.Random;

import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.demo.NodeProcess;

/**
 * What a fault is aimed at.
 *
 * @param channel whose owner is struck, where an owner is
 */
record Blow(Plant plant, String channel, Random random) {

    NodeProcess owner() throws InterruptedException {
        try {
            return plant.owner(channel).orElseGet(this::any);
        } catch (DatabaseException away) {
            return any();
        }
    }

    NodeProcess any() {
        return plant.nodes().get(random.nextInt(Plant.NODES));
    }
}
