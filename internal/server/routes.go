package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"plass/internal/auth"
	"plass/internal/route"
)

// Routes lists every address that needs a login: the whole site, in the groups of its users.
func (s *Server) Routes() []Route {
	all := &group{}
	s.everybody(all)
	nav := &group{side: auth.NavSide}
	s.navSite(nav)
	partner := &group{side: auth.PartnerSide}
	s.partnerSite(partner)
	candidate := &group{side: auth.CandidateSide}
	s.candidateSite(candidate)
	return append(append(append(all.routes, nav.routes...), partner.routes...), candidate.routes...)
}

// everybody has what every side shares.
func (s *Server) everybody(g *group) {
	// Notices and calendar
	g.get(route.Notices, may("notice", list), s.listNotices)
	g.post(route.Notices, may("notice", update), s.readNotices)
	g.get(route.Calendar, may("calendar", read), s.showCalendar)
	g.post(route.Calendar, may("calendar", create), s.makeFeed)
	g.post(route.CalendarEnd, may("calendar", remove), s.revokeFeed)

	// Drafts of every form
	g.draft(route.Drafts, may("draft", update), s.keepDraft)
	g.draft(route.DraftsEnd, may("draft", remove), s.dropDraft)
}

// navSite has the pages of those who work at Nav.
func (s *Server) navSite(g *group) {
	// Today
	g.get(route.Today, may("today", read), s.showToday)

	// Employers
	g.get("/employers", may("employer", list), s.listEmployers)
	g.get("/employers/new", may("employer", create), s.newEmployer)
	g.post("/employers", may("employer", create), s.createEmployer)
	g.get("/employers/{employer}", may("employer", read), s.showEmployer)
	g.get("/employers/{employer}/edit", may("employer", update), s.editEmployer)
	g.post("/employers/{employer}", may("employer", update), s.changeEmployer)
	g.post("/employers/{employer}/contact-person", may("employer", update), s.appointContactPerson)
	g.get("/employers/{employer}/units/new", may("employer", update), s.newUnit)
	g.post("/employers/{employer}/units", may("employer", update), s.addUnit)
	g.get("/employers/{employer}/units/{unit}", may("employer", update), s.editUnit)
	g.post("/employers/{employer}/units/{unit}", may("employer", update), s.changeUnit)
	g.get("/employers/{employer}/units/{unit}/closing", may("employer", update), s.askToCloseUnit)
	g.post("/employers/{employer}/units/{unit}/closing", may("employer", update), s.closeUnit)
	g.get("/employers/{employer}/contacts/new", may("employer", update), s.newContact)
	g.post("/employers/{employer}/contacts", may("employer", update), s.addContact)
	g.get("/employers/{employer}/contacts/{contact}/removal", may("employer", update), s.askToRemoveContact)
	g.post("/employers/{employer}/contacts/{contact}/removal", may("employer", update), s.removeContact)

	// Spreadsheets that are brought in
	g.get(route.Imports, may("import", list), s.listImports)
	g.get("/imports/new", may("import", create), s.newImport)
	g.get("/imports/template.xlsx", may("import", create), s.importTemplate)
	g.get("/imports/template.csv", may("import", create), s.importTemplate)
	g.upload(route.Imports, may("import", create), maxSpreadsheet, s.readImport)
	g.get("/imports/{import}", may("import", read), s.showImport)
	g.post("/imports/{import}/start", may("import", create), s.startImport)
	g.post("/imports/{import}/discarding", may("import", remove), s.discardImport)

	// Search
	g.get(route.Search, may("search", create), s.askWhatToFind)
	g.post(route.Search, may("search", create), s.find)

	// Agreements and seats
	g.get(route.Templates, may("template", list), s.listTemplates)
	g.post(route.Templates, may("template_file", create), s.createTemplate)
	g.get(route.NewTemplate, may("template_file", create), s.newTemplate)
	g.get("/templates/{template}", may("template", read), s.showTemplate)
	g.get("/templates/{template}/file", may("template_file", read), s.templateFile)
	g.post("/templates/{template}/copies", may("template", create), s.copyTemplate)
	g.post("/templates/{template}/ending", may("template", remove), s.endTemplate)
	g.get("/agreements/{agreement}/template", may("template", create), s.offerTemplate)
	g.post("/agreements/{agreement}/template", may("template", create), s.saveTemplate)
	g.get("/employers/{employer}/agreements/new", may("agreement", create), s.newAgreement)
	g.post("/employers/{employer}/agreements", may("agreement", create), s.createAgreement)
	g.get("/agreements/{agreement}", may("agreement", read), s.showAgreement)
	g.get("/agreements/{agreement}/edit/{part}", may("agreement", update), s.editAgreement)
	g.post("/agreements/{agreement}/edit/{part}", may("agreement", update), s.saveAgreement)
	g.post("/agreements/{agreement}/edit/{part}/template", may("agreement", update), s.resetAgreement)
	g.post("/agreements/{agreement}/offer", may("agreement", update), s.offerAgreement)
	g.post("/agreements/{agreement}/signature", may("agreement", update), s.signAgreement)
	g.post("/agreements/{agreement}/signature/for", may("agreement", update), s.signAgreementFor)
	g.get("/agreements/{agreement}/changes", may("agreement", update), s.listActs)
	g.get("/agreements/{agreement}/changes/{what}", may("agreement", update), s.newChange)
	g.post("/agreements/{agreement}/changes/withdrawal", may("agreement", update), s.withdrawChange)
	g.post("/agreements/{agreement}/changes/{what}", may("agreement", update), s.changeAgreement)
	g.post("/agreements/{agreement}/review", may("agreement", update), s.reviewAgreement)
	g.post("/agreements/{agreement}/reopening", may("agreement", update), s.reopenAgreement)
	g.post("/agreements/{agreement}/expiry", may("agreement", update), s.setExpiry)
	g.get("/agreements/{agreement}/versions/{version}", may("agreement", read), s.showVersion)
	g.post("/agreements/{agreement}/framework", may("agreement", create), s.liftAgreement)
	g.get("/agreements/{agreement}/locals", may("agreement", read), s.listLocals)
	g.get("/agreements/{agreement}/anchorings", may("agreement", update), s.newAnchoring)
	g.post("/agreements/{agreement}/anchorings", may("agreement", update), s.anchorAgreement)
	g.get("/agreements/{agreement}/print", may("agreement", read), s.printAgreement)
	g.get("/agreements/{agreement}/staff-sheet", may("agreement", read), s.showStaffSheet)
	g.get("/agreements/{agreement}/standing", may("agreement", read), s.showStanding)
	g.get(route.Charter, may("agreement", list), s.showCharter)
	g.get("/agreements/{agreement}/advice/new", may("advice", create), s.newAdvice)
	g.post("/agreements/{agreement}/advice", may("advice", create), s.arrangeAdvice)
	g.get("/advice/{advice}", may("advice", read), s.showAdvice)
	g.post("/advice/{advice}/held", may("advice", update), s.holdAdvice)
	g.post("/advice/{advice}/cancellation", may("advice", update), s.cancelAdvice)
	g.get("/agreements/{agreement}/effect", may("effect", read), s.showEffect)
	g.post("/agreements/{agreement}/effect/parties", may("effect", update), s.nameEffectParties())
	g.post("/agreements/{agreement}/effect/evaluator", may("effect", update), s.nameEvaluator())
	g.post("/agreements/{agreement}/effect/people", may("effect", create), s.enrolInEffect())
	g.get("/agreements/{agreement}/effect/people/{person}", may("effect", read), s.showEffectPerson)
	g.post("/agreements/{agreement}/effect/people/{person}/removal", may("effect", update), s.removeFromEffect)
	g.post("/agreements/{agreement}/effect/people/{person}/result", may("effect", create), s.claimResult)
	g.post("/agreements/{agreement}/effect/people/{person}/verdict", may("effect", update), s.judgeResult)
	g.post("/agreements/{agreement}/effect/freezes", may("effect", create), s.freezeEffect())
	g.post("/agreements/{agreement}/effect/payments", may("effect", create), s.draftPayment())
	g.post("/agreements/{agreement}/effect/payments/{payment}/approval", may("effect", update), s.approvePayment())
	g.post("/agreements/{agreement}/effect/payments/{payment}/paid", may("effect", update), s.notePaid())
	g.get("/agreements/{agreement}/effect/payer", may("effect", export), s.showPayerSheet)
	g.get("/agreements/{agreement}/effect/evidence.csv", may("effect", export), s.exportEvidence)
	g.get(route.Effects, may("effect", list), s.listEffects)
	g.get("/seats", may("slot", list), s.showSeats)

	// Promises and offers
	g.get("/agreements/{agreement}/promises", may("promise", list), s.showBook)
	g.get(route.NoOfferYet, may("promise", list), s.listWithoutOffer)
	g.get("/promises/{promise}", may("promise", read), s.showPromise)
	g.post("/promises/{promise}/answer", may("promise", update), s.settlePromise)
	g.post("/promises/{promise}/need", may("promise", create), s.needPromise)
	g.look("/placements/{placement}/understanding", may("promise", update), s.askWhoTold)
	g.post("/placements/{placement}/understanding", may("promise", update), s.writeTold)
	g.look("/placements/{placement}/offers", may("job_offer", create), s.newOffer)
	g.post("/placements/{placement}/offers", may("job_offer", create), s.recordOffer)
	g.post("/placements/{placement}/offers/{offer}/answer", may("job_offer", update), s.answerOffer)

	// Work tasks and roles
	g.get("/employers/{employer}/work-tasks", may("work_task", list), s.showMarket)
	g.get("/employers/{employer}/work-tasks/new", may("work_task", create), s.newTask)
	g.post("/employers/{employer}/work-tasks", may("work_task", create), s.dropTask)
	g.get("/employers/{employer}/work-tasks/{task}", may("work_task", update), s.editTask)
	g.post("/employers/{employer}/work-tasks/{task}", may("work_task", update), s.changeTask)
	g.post("/employers/{employer}/work-tasks/{task}/withdrawal", may("work_task", remove), s.withdrawTask)
	g.get("/employers/{employer}/work-roles/new", may("work_task", create), s.newRole)
	g.post("/employers/{employer}/work-roles", may("work_task", create), s.bundleRole)
	g.get("/employers/{employer}/work-roles/{role}", may("work_task", read), s.showRole)
	g.get("/employers/{employer}/work-roles/{role}/edit", may("work_task", update), s.editRole)
	g.post("/employers/{employer}/work-roles/{role}", may("work_task", update), s.changeRole)
	g.post("/employers/{employer}/work-roles/{role}/splitting", may("work_task", remove), s.splitRole)
	g.get("/employers/{employer}/work-roles/{role}/offer", may("agreement", update), s.askOffer)
	g.post("/employers/{employer}/work-roles/{role}/offer", may("agreement", update), s.offerRole)

	// Candidates, requests and presentations
	g.get("/candidates", may("candidate_identity", list), s.listCandidates)
	g.get("/candidates/new", may("candidate_identity", create), s.newCandidate)
	g.post("/candidates", may("candidate_identity", create), s.createCandidate)
	g.look("/candidates/{candidate}", may("candidate_identity", read), s.showCandidate)
	g.post("/candidates/{candidate}/opening", may("candidate_identity", read), s.openCandidate)
	g.look("/candidates/{candidate}/edit", may("candidate_identity", update), s.editCandidate)
	g.post("/candidates/{candidate}", may("candidate_identity", update), s.changeCandidate)
	g.look("/candidates/{candidate}/background", may("candidate_background", update), s.showBackground)
	g.post("/candidates/{candidate}/background", may("candidate_background", update), s.writeBackground)
	g.get("/requests", may("request", list), s.listRequests)
	g.get("/requests/new", may("request", create), s.newRequest)
	g.post("/requests", may("request", create), s.createRequest)
	g.get("/requests/{request}", may("request", read), s.showRequest)
	g.post("/requests/{request}/sending", may("request", update), s.sendRequest)
	g.post("/requests/{request}/closing", may("request", update), s.closeRequest)
	g.post("/requests/{request}/none", may("request", update), s.noneForRequest)
	g.post("/requests/{request}/nominations", may("nomination", create), s.nominate)
	g.look("/nominations/{nomination}/answer", may("consent", create), s.answerForm)
	g.post("/nominations/{nomination}/answer", may("consent", create), s.writeAnswer)
	g.post("/nominations/{nomination}/withdrawal", may("nomination", update), s.takeBack)
	g.look("/nominations/{nomination}/preview", may("nomination", read), s.previewNomination)
	g.post("/nominations/{nomination}/presentation", may("presentation", create), s.present)
	g.look("/presentations/{presentation}", may("presentation", read), s.showPresentation)
	g.look("/presentations/{presentation}/preview", may("presentation", read), s.previewPresentation)
	g.post("/presentations/{presentation}/answer", may("presentation", update), s.writeEmployerAnswer)
	g.post("/presentations/{presentation}/meetings", may("meeting", create), s.callIntake)
	g.post("/presentations/{presentation}/choice", may("presentation", update), s.choose)
	g.look("/presentations/{presentation}/hire", may("hire", create), s.newHire)
	g.post("/presentations/{presentation}/hire", may("hire", create), s.makeHire)
	g.post("/presentations/{presentation}/hire/misregistration", may("hire", update), s.misregisterHire)

	// Placements, meetings and learning
	g.get("/employers/{employer}/buddies", may("buddy", list), s.showPool)
	g.get("/employers/{employer}/buddies/new", may("buddy", create), s.newBuddy)
	g.post("/employers/{employer}/buddies", may("buddy", create), s.addBuddy)
	g.get("/employers/{employer}/buddies/{buddy}", may("buddy", update), s.showBuddy)
	g.post("/employers/{employer}/buddies/{buddy}", may("buddy", update), s.changeBuddy)
	g.post("/employers/{employer}/buddies/{buddy}/login", may("buddy", update), s.letBuddyIn)
	g.post("/employers/{employer}/buddies/{buddy}/leaving", may("buddy", remove), s.leaveBuddy)
	g.get("/employers/{employer}/trainings/new", may("buddy", create), s.newTraining)
	g.post("/employers/{employer}/trainings", may("buddy", create), s.recordTraining)
	g.look("/placements/{placement}/learning", may("learning", read), s.showLearning)
	g.get("/placements", may("placement", list), s.listPlacements)
	g.look("/presentations/{presentation}/placement", may("placement", create), s.newPlacement)
	g.post("/presentations/{presentation}/placement", may("placement", create), s.makePlacement)
	g.look("/placements/{placement}", may("placement", read), s.showPlacement)
	g.post("/placements/{placement}/beginning", may("placement", update), s.confirmStart)
	g.get("/placements/{placement}/edit", may("placement", update), s.editPlacement)
	g.post("/placements/{placement}/edit", may("placement", update), s.changePlacement)
	g.get("/placements/{placement}/week", may("placement", update), s.editWeek)
	g.post("/placements/{placement}/week", may("placement", update), s.changeWeek)
	g.post("/placements/{placement}/week/{pattern}/undoing", may("placement", update), s.undoWeek)
	g.get("/placements/{placement}/misregistration", may("placement", remove), s.newMisregistration)
	g.post("/placements/{placement}/misregistration", may("placement", remove), s.misregister)
	g.post("/placements/{placement}/notes", may("minutes_nav", create), s.writePlacementNote)
	g.post("/placements/{placement}/todos/{todo}/completion", may("minutes_shared", update), s.finishTodo)
	g.look("/placements/{placement}/plan", may("plan", create), s.editPlan)
	g.post("/placements/{placement}/plan", may("plan", create), s.savePlan)
	g.post("/placements/{placement}/plan/activities", may("plan", create), s.addActivity)
	g.post("/placements/{placement}/plan/activities/{activity}/removal", may("plan", update), s.removeActivity)
	g.look("/placements/{placement}/plan/print", may("plan", read), s.printPlan)
	g.look("/placements/{placement}/meetings/new", may("meeting", create), s.newMeeting)
	g.post("/placements/{placement}/meetings/new", may("meeting", create), s.callMeeting)
	g.look("/meetings/{meeting}", may("meeting", read), s.showMeeting)
	g.post("/meetings/{meeting}/answer", may("meeting", update), s.answerMeeting)
	g.look("/meetings/{meeting}/time", may("meeting", update), s.moveForm)
	g.post("/meetings/{meeting}/time", may("meeting", update), s.moveMeeting)
	g.look("/meetings/{meeting}/cancellation", may("meeting", update), s.cancelForm)
	g.post("/meetings/{meeting}/cancellation", may("meeting", update), s.cancelMeeting)
	g.post("/meetings/{meeting}/minutes", may("minutes_shared", create), s.writeMinutes)
	g.post("/meetings/{meeting}/notes", may("minutes_nav", create), s.writeMeetingNote)

	// Endings
	g.look("/placements/{placement}/ending", may("outcome", read), s.showEnding)
	g.post("/placements/{placement}/ending", may("outcome", create), s.endPlacement)
	g.post("/placements/{placement}/checklist/{item}", may("outcome", update), s.finishStep)
	g.look("/placements/{placement}/attest", may("certificate", read), s.navAttest)

	// Inquiries, handover and stand-ins
	g.get("/inquiries", may("inquiry", list), s.listInquiries)
	g.get("/employers/{employer}/inquiries/new", may("inquiry", create), s.newInquiry)
	g.post("/employers/{employer}/inquiries", may("inquiry", create), s.askInquiry)
	g.get("/inquiries/{inquiry}", may("inquiry", read), s.showInquiry)
	g.post("/inquiries/{inquiry}/answer", may("inquiry", update), s.answerInquiry)
	g.get("/employers/{employer}/handover", may("handover", create), s.offerHandover)
	g.post("/employers/{employer}/handover", may("handover", create), s.handOver)
	g.get("/stand-ins", may("stand_in", list), s.standIns)
	g.post("/stand-ins", may("stand_in", create), s.nameStandIn)
	g.post("/stand-ins/{standin}/ending", may("stand_in", remove), s.endStandIn)

	// Administration
	g.get(route.Administration, may("administration", read), s.showAdministration)
	g.get(route.NavPeople, may("role_grant", list), s.listNavPeople)
	g.get("/administration/people/new", may("role_grant", create), s.newPerson)
	g.post(route.NavPeople, may("role_grant", create), s.proposeRole)
	g.get("/administration/people/{membership}/ending", may("role_grant", remove), s.askToTakeAway)
	g.post("/administration/people/{membership}/ending", may("role_grant", remove), s.takeAway)
	g.post("/administration/grants/{grant}/approval", may("role_grant", update), s.letRoleBe)
	g.post("/administration/grants/{grant}/refusal", may("role_grant", update), s.declineRole)
	g.post("/administration/grants/{grant}/withdrawal", may("role_grant", create), s.takeRoleBack)
	g.get(route.Offices, may("office", list), s.listOffices)
	g.post(route.Offices, may("office", create), s.addOffice)
	g.get("/administration/offices/{office}", may("office", update), s.editOffice)
	g.post("/administration/offices/{office}", may("office", update), s.renameOffice)
	g.post("/administration/offices/{office}/closing", may("office", remove), s.closeOffice)
	g.get(route.Settings, may("setting", read), s.showSettings)
	g.post(route.Settings, may("setting", update), s.saveSettings)
	g.get(route.Rules, may("rule", list), s.listRules)
	g.post(route.Rules, may("rule", create), s.addRule)
	g.get("/administration/rules/{rule}/ending", may("rule", remove), s.askToEndRule)
	g.post("/administration/rules/{rule}/ending", may("rule", remove), s.endRule)
	g.get(route.Words, may("wording", list), s.showWords)
	g.get(route.WordsSwap, may("wording", update), s.planSwap)
	g.post(route.WordsSwap, may("wording", update), s.swapWords)
	g.get(route.Words+"/{lang}/{key}", may("wording", update), s.editWording)
	g.post(route.Words+"/{lang}/{key}", may("wording", update), s.saveWording)
	g.post(route.Words+"/{lang}/{key}/original", may("wording", update), s.putWordingBack)
	g.get(route.Lists, may("list", list), s.showLists)
	g.get(route.Lists+"/{list}", may("list", read), s.showList)
	g.post(route.Lists+"/{list}", may("list", create), s.addListItem)
	g.get(route.Lists+"/{list}/items/{item}", may("list", update), s.editListItem)
	g.post(route.Lists+"/{list}/items/{item}", may("list", update), s.renameListItem)
	g.post(route.Lists+"/{list}/items/{item}/raising", may("list", update), s.raiseListItem)
	g.post(route.Lists+"/{list}/items/{item}/retirement", may("list", remove), s.retireListItem)
	g.post(route.Lists+"/{list}/items/{item}/return", may("list", update), s.returnListItem)
	g.get(route.Desks, may("desk", list), s.listDesks)
	g.post(route.Desks, may("desk", create), s.makeDesk)
	g.get(route.NewDesk, may("desk", create), s.newDesk)
	g.get("/administration/desks/{desk}", may("desk", update), s.showDesk)
	g.post("/administration/desks/{desk}/contact", may("desk", update), s.appointAtDesk)
	g.post("/administration/desks/{desk}/ending", may("desk", update), s.endDesk)

	// Who answers employers where
	g.get(route.ContactFinder, may("desk", read), s.findContact)

	// Insight
	g.get(route.Insight, may("report", read), s.showInsight)
	g.get(route.InsightRows, may("report", list), s.showInsightRows)

	// Who has looked at whom
	g.get("/openings", may("audit_log", list), s.listOpenings)
}

// Handler maps the whole site.
func (s *Server) Handler() http.Handler {
	r := chi.NewRouter()
	r.Use(middleware.GetHead)
	r.NotFound(s.notFound)
	r.MethodNotAllowed(s.wrongMethod)
	s.door(r)
	for _, to := range s.Routes() {
		r.Method(to.Method, to.Pattern, s.serve(to))
	}
	s.router = r
	return s.frame(r)
}
