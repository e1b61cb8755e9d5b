// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.MethodAllowances;
import io.github.cachex.core.config.Allowance;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.spi.LogLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the checks of a deployment have found: problems, which end it, those that are allowed, warnings, and remarks that the start
 * logs. Each is kept once, in the order in which it was found.
 */
final class Findings {
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> allowed = new LinkedHashSet<>();
    private final Set<LogLine> warnings = new LinkedHashSet<>();
    private final Set<LogLine> remarks = new LinkedHashSet<>();

    /** Adds a problem, which says its place and its remedy. */
    void problem(String problem) {
        problems.add(problem);
    }

    /** Adds a problem, given as "problem; remedy", of {@code method}. */
    void problem(BeanMethod method, String problem) {
        problems.add(method.name() + ": " + problem);
    }

    /** Adds what may be a mistake. */
    void warning(LogLine warning) {
        warnings.add(warning);
    }

    /** Adds what is worth a line in the log, and no mistake. */
    void remark(LogLine remark) {
        remarks.add(remark);
    }

    /**
     * Adds a problem that a design may mean, given as "problem; remedy" without the last of its remedies, which is to say so by the
     * name of {@code allowance}; where one of {@code methods} does, it is no problem. The first of them is its
     * place. Returns whether it is a problem.
     */
    boolean problem(Configuration configuration, Allowance allowance, String problem, BeanMethod... methods) {
        if (Arrays.stream(methods)
                .anyMatch(method -> MethodAllowances.of(configuration, method).contains(allowance))) {
            allowed.add(methods[0].name() + ": allowed by " + allowance.word() + ": " + problem);
        } else {
            problem(methods[0], problem + ", " + allowance.remedy());
            return true;
        }
        return false;
    }

    void problems(Collection<String> more) {
        problems.addAll(more);
    }

    List<String> problems() {
        return new ArrayList<>(problems);
    }

    List<String> allowed() {
        return new ArrayList<>(allowed);
    }

    List<LogLine> warnings() {
        return new ArrayList<>(warnings);
    }

    List<LogLine> remarks() {
        return new ArrayList<>(remarks);
    }
}
