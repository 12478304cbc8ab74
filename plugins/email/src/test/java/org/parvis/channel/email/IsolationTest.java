package org.parvis.channel.email;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Channel;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Command;
import org.parvis.channel.CommandKey;
import org.parvis.channel.Content;
import org.parvis.channel.Handle;
import org.parvis.channel.Listening;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;
import org.parvis.channel.email.connection.Security;
import org.parvis.channel.testkit.Patience;
import org.parvis.channel.testkit.RecordingInbox;
import org.parvis.channel.testkit.TestContext;

import static org.assertj.core.api.Assertions.assertThat;

/** As in the gateway: the plugin and its libraries in a loader of their own, whose parent has the contract alone. */
class IsolationTest {

    /** Gives the contract's classes and the platform's, nothing else of the class path. */
    private static final class Contract extends ClassLoader {
        Contract() {
            super("contract", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            boolean contract = name.startsWith("org.parvis.channel.") && name.indexOf('.', "org.parvis.channel.".length()) < 0;
            if (!contract) {
                throw new ClassNotFoundException(name);
            }
            return IsolationTest.class.getClassLoader().loadClass(name);
        }
    }

    @Test
    void mailComesInAndGoesOutFromALoaderOfItsOwn() throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            boolean own = entry.endsWith("email/target/classes")
                    || entry.matches(".*/(angus-mail|angus-activation|jakarta\\.mail-api|jakarta\\.activation-api|jsoup)-.*\\.jar");
            if (own) {
                path.add(new File(entry).toURI().toURL());
            }
        }
        RecordingInbox inbox = new RecordingInbox();
        try (Town town = new Town(); URLClassLoader loader = new URLClassLoader(path.toArray(URL[]::new), new Contract())) {
            ChannelPlugin<?> plugin = ServiceLoader.load(ChannelPlugin.class, loader).findFirst().orElseThrow();
            assertThat(plugin.getClass().getClassLoader()).isSameAs(loader);
            Channel channel = open(plugin, loader, town, new TestContext(inbox));
            town.deliver(Town.letter("one", "Premier"));
            Thread listening = Thread.ofVirtual().unstarted(() -> listen(channel, inbox));
            listening.setContextClassLoader(new Contract());
            listening.start();
            inbox.await(it -> it.messages().size() == 1, Duration.ofSeconds(20));
            listening.interrupt();
            listening.join();
            Command.Send send = new Command.Send(new CommandKey("k"), Handle.of(Handle.Kind.EMAIL, "camille@citoyenne.example"), "Voirie",
                    Optional.empty(),
                    Content.of("Réparé", List.of(Attachment.of("plan.pdf", "application/pdf", Bytes.utf8("x")))), Visibility.PRIVATE,
                    List.of(), Optional.empty(), 1, 1);
            Outcome outcome = Patience.onVirtualThread(() -> {
                Thread.currentThread().setContextClassLoader(new Contract());
                return channel.perform(send);
            }, Duration.ofSeconds(20));
            assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
            channel.close();
        }
    }

    private static void listen(Channel channel, RecordingInbox inbox) {
        try {
            ((Listening) channel).listen(inbox, Optional.empty());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (org.parvis.channel.ChannelException e) {
            throw new AssertionError(e);
        }
    }

    /** The loader has its own configuration classes: they are filled as the gateway's binder does, by reflection. */
    private static <C extends Record> Channel open(ChannelPlugin<C> plugin, ClassLoader loader, Town town, TestContext context)
            throws Exception {
        Object configuration = foreign(loader, town.configuration());
        return plugin.open(plugin.configurationType().cast(configuration), context);
    }

    private static Object foreign(ClassLoader loader, Object own) throws Exception {
        if (own instanceof Security security) {
            return loader.loadClass(Security.class.getName()).getMethod("valueOf", String.class).invoke(null, security.name());
        }
        if (!(own instanceof Record)) {
            return own;
        }
        List<Object> values = new ArrayList<>();
        for (var component : own.getClass().getRecordComponents()) {
            values.add(foreign(loader, component.getAccessor().invoke(own)));
        }
        return loader.loadClass(own.getClass().getName()).getDeclaredConstructors()[0].newInstance(values.toArray());
    }
}
