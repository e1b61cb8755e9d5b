// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.MethodAllowances;
import io.github.cachex.core.config.Allowance;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.spi.LogMessage;
import java.util.Set;
import java.util.stream.Collectors;

/** The part of the start's report that says what is allowed, and to whom. */
final class AllowanceReport {
    private final Configuration configuration;
    private final Findings findings;

    AllowanceReport(Configuration configuration, Findings findings) {
        this.configuration = configuration;
        this.findings = findings;
        Set<Allowance> everywhere = configuration.allowances().everywhere();
        if (!everywhere.isEmpty()) {
            findings.remark(LogMessage.ALLOWED.with("All methods", words(everywhere)));
        }
    }

    /** Adds what {@code method} may do, and names that nobody knows as problems. */
    void add(BeanMethod method) {
        MethodAllowances.problems(method).forEach(problem -> findings.problem(method, problem));
        Set<Allowance> allowed = MethodAllowances.ofItsOwn(configuration, method);
        if (!allowed.isEmpty()) {
            findings.remark(LogMessage.ALLOWED.with(method.name(), words(allowed)));
        }
    }

    private static String words(Set<Allowance> allowed) {
        return allowed.stream().map(Allowance::word).collect(Collectors.joining(", "));
    }
}
