// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import com.sun.tools.attach.VirtualMachine;
import io.github.cachex.core.jmx.CacheMXBean;
import io.github.cachex.examples.servers.ServerProcess;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The MBeans of another JVM, as a console of the same user sees them. */
record RemoteBeans(JMXConnector connector) implements AutoCloseable {
    @SuppressWarnings("BanJNDI") // the address is that of a JVM which the test has started
    static RemoteBeans of(ServerProcess server) throws Exception {
        VirtualMachine machine =
                VirtualMachine.attach(Long.toString(server.process().pid()));
        try {
            return new RemoteBeans(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
        } finally {
            machine.detach();
        }
    }

    /** Returns the applications whose cache {@code cache} is there, each with its number where it has one. */
    Set<String> applicationsWith(String cache) throws IOException, JMException {
        return connector
                .getMBeanServerConnection()
                .queryNames(new ObjectName("io.github.cachex:type=Cache,name=" + cache + ",*"), null)
                .stream()
                .map(name -> name.getKeyProperty("application")
                        + (name.getKeyProperty("instance") == null ? "" : " " + name.getKeyProperty("instance")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    CacheMXBean cache(String application, String cache) throws IOException, JMException {
        return JMX.newMXBeanProxy(
                connector.getMBeanServerConnection(),
                new ObjectName("io.github.cachex:type=Cache,application=" + application + ",name=" + cache),
                CacheMXBean.class);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
