// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this process holds: live objects of Cachex, heap and threads. */
final class Holdings {
    private static final Pattern OBJECTS =
            Pattern.compile("(?m)^ *[0-9]+: +([0-9]+) +[0-9]+ +io\\.github\\.cachex\\.(?!tck)([\\w.$]+)");

    private Holdings() {}

    /** Counts them, after a collection of what is dead. */
    static Order now() {
        String histogram = histogram();
        long objects = 0;
        List<String> most = new ArrayList<>();
        Matcher lines = OBJECTS.matcher(histogram);
        while (lines.find()) {
            objects += Long.parseLong(lines.group(1));
            if (most.size() < 8) {
                most.add(lines.group(1) + " " + lines.group(2));
            }
        }
        Runtime runtime = Runtime.getRuntime();
        return Order.of("ok")
                .with("objects", objects)
                .with("most", most)
                .with("heap", runtime.totalMemory() - runtime.freeMemory())
                .with("threads", ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** Of the objects that are alive: the virtual machine collects the others first. */
    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
