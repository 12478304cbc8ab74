package org.parvis.gateway.cluster;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Completable;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/**
 * Vert.x on Hazelcast, whose nodes go on saying which addresses of the event bus they listen on. Vert.x itself says it once, and again when a member goes. A node that was paused or cut off, though,
 * comes back and strikes out those whom it missed, after the two networks have become one: they are members still, know nothing of it, and would not be heard on again
 * (<a href="https://github.com/eclipse-vertx/vert.x/issues/4394">vert.x issue 4394</a>).
 *
 * <p>Any thread; nothing here blocks.
 */
final class EnduringRegistrations extends HazelcastClusterManager {

    /** A handler of this node on an address of the bus. */
    private record Registration(String address, RegistrationInfo info) {
    }

    private final Set<Registration> own = ConcurrentHashMap.newKeySet();
    @SuppressWarnings("NullAway.Init")
    private volatile RegistrationListener listener;

    EnduringRegistrations(HazelcastInstance hazelcast) {
        super(hazelcast);
    }

    @Override
    public void registrationListener(RegistrationListener told) {
        listener = told;
        super.registrationListener(told);
    }

    @Override
    public void addRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
        if (!info.localOnly()) {
            own.add(new Registration(address, info));
        }
        super.addRegistration(address, info, promise);
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
        own.remove(new Registration(address, info));
        super.removeRegistration(address, info, promise);
    }

    /** Says again where this node is and what it listens on, and asks anew what the others do. Nothing changes where all is as it should be. */
    void repeat() {
        if (!isActive()) {
            return;
        }
        super.setNodeInfo(getNodeInfo(), (done, failure) -> {
        });
        own.forEach(registration -> super.addRegistration(registration.address(), registration.info(), (done, failure) -> {
            // Taken back meanwhile: what was just written came after that.
            if (!own.contains(registration)) {
                super.removeRegistration(registration.address(), registration.info(), (gone, stays) -> {
                });
            }
        }));
        listener.registrationsLost();
    }
}
