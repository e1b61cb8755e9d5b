// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;

/** The published modules, each with the packages that it owns and the modules that it may import. */
enum Part {
    API(List.of("io.github.cachex", "io.github.cachex.spi", "io.github.cachex.event", "io.github.cachex.error")),
    TESTKIT(List.of("io.github.cachex.testkit..", "io.github.cachex.tck.."), API),
    CORE(List.of("io.github.cachex.core.."), API),
    MEMORY(List.of("io.github.cachex.backend.memory.."), API),
    CAS(List.of("io.github.cachex.backend.cas.."), API),
    JDBC(List.of("io.github.cachex.backend.jdbc.."), API, CAS),
    FILE(List.of("io.github.cachex.backend.file.."), API, CAS),
    REDIS(List.of("io.github.cachex.backend.redis.."), API),
    MEMCACHED(List.of("io.github.cachex.backend.memcached.."), CAS, API),
    DYNAMODB(List.of("io.github.cachex.backend.dynamodb.."), CAS, API),
    JSONB(List.of("io.github.cachex.serializer.jsonb.."), API),
    JACKSON(List.of("io.github.cachex.serializer.jackson.."), API),
    /** Jackson in another format: the one serializer that knows another. */
    MSGPACK(List.of("io.github.cachex.serializer.msgpack.."), JACKSON, API),
    JAVA(List.of("io.github.cachex.serializer.java.."), API),
    CDI(List.of("io.github.cachex.cdi.."), CORE, API),
    /** Another spelling of the same annotations. */
    JCACHE(List.of("io.github.cachex.jcache.."), CDI, API),
    /** A program of its own; takes the reader of prepared lines of CDI's module, which needs no CDI, and the tables of JDBC. */
    CLI(List.of("io.github.cachex.cli.."), CDI, CORE, JDBC, API),
    CONSOLE(List.of("io.github.cachex.console.."), API),
    HTTP(List.of("io.github.cachex.http.."), API),
    VARNISH(List.of("io.github.cachex.purger.varnish.."), API),
    HEALTH(List.of("io.github.cachex.listener.health.."), API),
    MPMETRICS(List.of("io.github.cachex.listener.mpmetrics.."), API),
    OPENTELEMETRY(List.of("io.github.cachex.listener.opentelemetry.."), API),
    MICROMETER(List.of("io.github.cachex.listener.micrometer.."), API);

    private final List<String> packages;
    private final List<Part> imports;

    Part(List<String> packages, Part... imports) {
        this.packages = packages;
        this.imports = List.of(imports);
    }

    DescribedPredicate<JavaClass> classes() {
        return JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new))
                .as(name());
    }

    /** Returns the classes of Cachex that this module must not know. */
    DescribedPredicate<JavaClass> strangers() {
        var known = classes();
        for (var part : imports) {
            known = known.or(part.classes());
        }
        return House.OURS
                .and(DescribedPredicate.not(known))
                .as("classes of Cachex other than %s and %s", name(), imports);
    }

    static DescribedPredicate<JavaClass> any() {
        var packages = Arrays.stream(values()).flatMap(part -> part.packages.stream());
        return JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new))
                .as("the published modules");
    }
}
