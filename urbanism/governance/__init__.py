"""What people decide about the estate: waivers, thresholds, figures that nothing computes."""
