/** Works that claims cite and that docs/model.md does not list; for most the abstract or a summary was consulted. */
export const REFERENCES: readonly string[] = [
  'D. Altman, *The evolution of territorial conquest after 1945*, International Organization 74, 2020.',
  'G. Blainey, *The Causes of War*, 1973.',
  'D. Ellsberg, *The Theory and Practice of Blackmail*, lecture of 1959.',
  'V. P. Fortna, *Peace Time*, 2004.',
  'B. Kenkel & C. Signorino, *Estimating extensive form games in R*, Journal of Statistical Software 56(8), 2014.',
  'F. Morgan and others, *Dangerous Thresholds*, RAND, 2008.',
  'J. Ochs, *Games with unique, mixed strategy equilibria*, Games and Economic Behavior 10, 1995.',
  'R. Powell, *Stability and the distribution of power*, World Politics 48, 1996, and *In the Shadow of Power*, 1999.',
  'S. Quackenbush & J. Venteicher, *Settlements, outcomes, and the recurrence of conflict*, Journal of Peace Research 45, 2008.',
  'R. Selten, *Spieltheoretische Behandlung eines Oligopolmodells mit Nachfrageträgheit*, Zeitschrift für die gesamte Staatswissenschaft 121, 1965.',
  'A. Smith, *Alliance formation and war*, International Studies Quarterly 39, 1995.',
  'G. Snyder, *The balance of power and the balance of terror*, in P. Seabury (ed.), Balance of Power, 1965.',
];
