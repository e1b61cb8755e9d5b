// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.interceptor.CachedMethods;
import io.github.cachex.cdi.plan.MethodNames;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.cdi.plan.Planner;
import io.github.cachex.cdi.plan.Planner.Plans;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.engine.ConfigFollower;
import java.util.ArrayList;
import java.util.List;

/** Has the plans of annotated methods made anew when the configuration changes. */
record PlansFollower(CachedMethods methods, Planner planner) implements ConfigFollower {
    @Override
    public List<String> problems(Configuration next) {
        List<String> problems = new ArrayList<>();
        Planner trial = planner.by(next);
        methods.known()
                .forEach((bean, known) -> known.forEach(method -> {
                    String name = MethodNames.of(bean, method) + ": ";
                    Plans plans = trial.check(bean, method, problem -> problems.add(name + problem));
                    for (MethodPlan plan : plans.values()) {
                        SharedValues.problem(plan).ifPresent(problem -> problems.add(name + problem));
                    }
                }));
        return problems;
    }

    @Override
    public void take(Configuration next) {
        methods.planAnew(planner.by(next));
    }
}
