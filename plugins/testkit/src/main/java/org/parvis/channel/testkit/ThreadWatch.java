package org.parvis.channel.testkit;

import java.util.List;
import java.util.Set;

/**
 * Finds threads that a channel left running. The contract calls a channel on virtual threads alone, and a platform thread started from one
 * stands in the group of virtual threads, so what the fixture starts is told apart from what the plugin starts.
 */
final class ThreadWatch {

    private static final String GROUP = "VirtualThreads";
    private final Set<Thread> before;

    private ThreadWatch(Set<Thread> before) {
        this.before = before;
    }

    static ThreadWatch start() {
        return new ThreadWatch(Thread.getAllStackTraces().keySet());
    }

    /** Names of the threads started since. */
    List<String> left() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread)).filter(ThreadWatch::ofPlugin)
                .map(Thread::getName).sorted().toList();
    }

    private static boolean ofPlugin(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        // The common pool belongs to the JVM, whoever used it first
        return thread.isAlive() && group != null && group.getName().equals(GROUP)
                && !thread.getName().startsWith("ForkJoinPool.commonPool");
    }
}
