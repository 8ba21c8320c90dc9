package dev.marquetry.cli;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** Says what a run waits for, by the kind of cluster. */
final class Waiting {
    private Waiting() {}

    /** Returns why a cluster with its own manager has not taken the job. */
    static Obstacle forMaster(SparkConf settings) {
        return new Obstacle(
                "Spark has not started yet on " + settings.get("spark.master"),
                "check that the cluster's address is right and that it answers",
                Obstacle.Hope.WAIT);
    }

    /** Returns why no executor has begun with a task. */
    static Obstacle forExecutors(SparkContext context) {
        String master = context.master();
        if (StandaloneMaster.isIn(context.getConf())) {
            return StandaloneMaster.of(context.getConf()).withoutExecutors(context);
        }
        if (master.startsWith("yarn")) {
            return new Obstacle(
                    "YARN has started no executor yet",
                    "its queue may be full: look at the application in the resource manager",
                    Obstacle.Hope.WAIT);
        }
        if (master.startsWith("k8s://")) {
            return new Obstacle(
                    "Kubernetes has started no executor yet",
                    "its nodes may be full or the image unknown: look at the pods with kubectl describe",
                    Obstacle.Hope.WAIT);
        }
        return new Obstacle(
                "no executor of " + master + " has taken a task yet", "look at the cluster", Obstacle.Hope.WAIT);
    }
}
