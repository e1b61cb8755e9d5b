// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

import io.github.cachex.CacheObserver;
import io.github.cachex.CacheStats;
import io.github.cachex.Caches;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The MBeans of an application: {@code io.github.cachex:type=Application,application=shop}, and for each cache
 * {@code io.github.cachex:type=Cache,application=shop,name=posts}. Where an application of that name is there already, be it one
 * of another class loader, {@code instance=2} follows the name, and so on. Thread-safe.
 */
public final class JmxRegistration implements CacheObserver, AutoCloseable {
    private static final String DOMAIN = "io.github.cachex";

    private final MBeanServer server;
    private final Caches caches;
    private final String owner;

    private JmxRegistration(MBeanServer server, Caches caches, String owner) {
        this.server = server;
        this.caches = caches;
        this.owner = owner;
    }

    /**
     * Registers the MBean of {@code application}; those of its {@code caches} follow as they are opened.
     *
     * @throws JMException when the platform's server takes no MBean
     */
    public static JmxRegistration open(String application, Caches caches) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ApplicationBean bean = new ApplicationBean(caches);
        String named = ",application=" + value(application);
        for (int instance = 1; ; instance++) {
            String owner = named + (instance == 1 ? "" : ",instance=" + instance);
            try {
                server.registerMBean(bean, name("Application", owner));
                return new JmxRegistration(server, caches, owner);
            } catch (InstanceAlreadyExistsException e) {
                // Another application of the same name, and the next number.
            }
        }
    }

    private static ObjectName name(String type, String rest) throws JMException {
        return new ObjectName(DOMAIN + ":type=" + type + rest);
    }

    private static String named(String cache) {
        return ",name=" + value(cache);
    }

    /** Quotes what an object name would read as a sign of its own. */
    private static String value(String text) {
        return text.isEmpty() || text.chars().anyMatch(c -> ",=:\"*?\\\n".indexOf(c) >= 0)
                ? ObjectName.quote(text)
                : text;
    }

    @Override
    public void opened(String name, Supplier<CacheStats> stats) {
        try {
            server.registerMBean(new CacheBean(name, stats, caches), name("Cache", owner + named(name)));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void closed(String name) {
        unregister("Cache", owner + named(name));
    }

    private void unregister(String type, String rest) {
        try {
            server.unregisterMBean(name(type, rest));
        } catch (InstanceNotFoundException e) {
            // Somebody else has done it.
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes back the application's MBean; those of its caches went as these were closed. */
    @Override
    public void close() {
        unregister("Application", owner);
    }
}
