package server

import (
	"plass/internal/route"
)

// partnerSite has the pages of those who work at an employer.
func (s *Server) partnerSite(g *group) {
	// Now
	g.get(route.Now, may("today", read), s.showNow)

	// Places and agreements
	g.get("/partner/places", may("slot", list), s.showOurSeats)
	g.get("/partner/agreements", may("agreement", list), s.listOurAgreements)
	g.get("/partner/agreements/{agreement}", may("agreement", read), s.showAgreement)
	g.post("/partner/agreements/{agreement}/signature", may("agreement", update), s.signAgreement)
	g.get("/partner/agreements/{agreement}/versions/{version}", may("agreement", read), s.showVersion)
	g.get("/partner/agreements/{agreement}/locals", may("agreement", read), s.listLocals)
	g.get("/partner/agreements/{agreement}/anchorings", may("agreement", update), s.newAnchoring)
	g.post("/partner/agreements/{agreement}/anchorings", may("agreement", update), s.anchorAgreement)
	g.get("/partner/agreements/{agreement}/standing", may("hire", read), s.showStanding)
	g.get("/partner/advice/{advice}", may("advice", read), s.showAdvice)
	g.get("/partner/agreements/{agreement}/print", may("agreement", read), s.printAgreement)
	g.get("/partner/agreements/{agreement}/staff-sheet", may("agreement", read), s.showStaffSheet)

	// Promises and offers
	g.get("/partner/agreements/{agreement}/promises", may("promise", list), s.showBook)
	g.get(route.OurNoOfferYet, may("promise", update), s.listWithoutOffer)
	g.get("/partner/promises/{promise}", may("promise", read), s.showPromise)
	g.post("/partner/promises/{promise}/answer", may("promise", update), s.settlePromise)
	g.post("/partner/promises/{promise}/need", may("promise", create), s.needPromise)
	g.get("/partner/placements/{placement}/offers", may("job_offer", create), s.newOffer)
	g.post("/partner/placements/{placement}/offers", may("job_offer", create), s.recordOffer)
	g.post("/partner/placements/{placement}/offers/{offer}/answer", may("job_offer", update), s.answerOffer)

	// Work tasks and roles
	g.get("/partner/work-tasks", may("work_task", list), s.showMarket)
	g.get("/partner/work-tasks/new", may("work_task", create), s.newTask)
	g.post("/partner/work-tasks", may("work_task", create), s.dropTask)
	g.get("/partner/work-tasks/{task}", may("work_task", update), s.editTask)
	g.post("/partner/work-tasks/{task}", may("work_task", update), s.changeTask)
	g.post("/partner/work-tasks/{task}/withdrawal", may("work_task", remove), s.withdrawTask)
	g.get("/partner/work-roles/new", may("work_task", create), s.newRole)
	g.post("/partner/work-roles", may("work_task", create), s.bundleRole)
	g.get("/partner/work-roles/{role}", may("work_task", read), s.showRole)
	g.get("/partner/work-roles/{role}/edit", may("work_task", update), s.editRole)
	g.post("/partner/work-roles/{role}", may("work_task", update), s.changeRole)
	g.post("/partner/work-roles/{role}/splitting", may("work_task", remove), s.splitRole)

	// Who answers employers where
	g.get(route.OurFinder, may("desk", read), s.findContact)

	// What became of the places
	g.get(route.OurResults, may("report", read), s.showOurResults)
	g.get(route.OurResults+"/print", may("report", read), s.printOurResults)

	// People: requests, presentations, placements, meetings
	g.get("/partner/people", may("placement", list), s.partnerPeople)
	g.get("/partner/presentations/{presentation}", may("presentation", read), s.partnerPresentation)
	g.post("/partner/presentations/{presentation}/answer", may("presentation", update), s.answerPresentation)
	g.get("/partner/requests", may("request", list), s.partnerRequests)
	g.get("/partner/requests/new", may("request", create), s.newPartnerRequest)
	g.post("/partner/requests", may("request", create), s.createPartnerRequest)
	g.get("/partner/placements/{placement}", may("placement", read), s.showPlacement)
	g.post("/partner/placements/{placement}/todos/{todo}/completion", may("minutes_shared", update), s.finishTodo)
	g.get("/partner/placements/{placement}/plan", may("plan", create), s.editPlan)
	g.post("/partner/placements/{placement}/plan", may("plan", create), s.savePlan)
	g.post("/partner/placements/{placement}/plan/activities", may("plan", create), s.addActivity)
	g.post("/partner/placements/{placement}/plan/activities/{activity}/removal", may("plan", create), s.removeActivity)
	g.get("/partner/placements/{placement}/plan/print", may("plan", read), s.printPlan)
	g.get("/partner/placements/{placement}/meetings/new", may("meeting", create), s.newMeeting)
	g.post("/partner/placements/{placement}/meetings/new", may("meeting", create), s.callMeeting)
	g.get("/partner/meetings/{meeting}", may("meeting", read), s.showMeeting)
	g.post("/partner/meetings/{meeting}/answer", may("meeting", update), s.answerMeeting)
	g.get("/partner/meetings/{meeting}/time", may("meeting", create), s.moveForm)
	g.post("/partner/meetings/{meeting}/time", may("meeting", create), s.moveMeeting)
	g.get("/partner/meetings/{meeting}/cancellation", may("meeting", create), s.cancelForm)
	g.post("/partner/meetings/{meeting}/cancellation", may("meeting", create), s.cancelMeeting)
	g.post("/partner/meetings/{meeting}/minutes", may("minutes_shared", create), s.writeMinutes)

	// Buddies and learning
	g.get("/partner/buddies", may("buddy", list), s.showPool)
	g.get("/partner/buddies/new", may("buddy", create), s.newBuddy)
	g.post("/partner/buddies", may("buddy", create), s.addBuddy)
	g.get("/partner/buddies/{buddy}", may("buddy", update), s.showBuddy)
	g.post("/partner/buddies/{buddy}", may("buddy", update), s.changeBuddy)
	g.post("/partner/buddies/{buddy}/leaving", may("buddy", remove), s.leaveBuddy)
	g.get("/partner/trainings/new", may("buddy", create), s.newTraining)
	g.post("/partner/trainings", may("buddy", create), s.recordTraining)
	g.get("/partner/placements/{placement}/learning", may("learning", read), s.partnerLearning)
	g.post("/partner/placements/{placement}/learning/{entry}", may("learning", update), s.tickLearning)
	g.get("/partner/placements/{placement}/learning-record", may("learning", read), s.learningRecord)
	g.post("/partner/placements/{placement}/goals", may("learning", create), s.addGoal)
	g.post("/partner/placements/{placement}/goals/{goal}/removal", may("learning", create), s.removeGoal)
	g.post("/partner/placements/{placement}/help", may("learning", update), s.wantHelp)

	// Endings
	g.get("/partner/placements/{placement}/ending", may("certificate", update), s.partnerEnding)
	g.post("/partner/placements/{placement}/checklist/{item}", may("certificate", update), s.finishStep)
	g.get("/partner/attests/{attest}", may("certificate", update), s.editAttest)
	g.post("/partner/attests/{attest}", may("certificate", update), s.saveAttest)
	g.get("/partner/attests/{attest}/signature", may("certificate", update), s.previewAttest)
	g.post("/partner/attests/{attest}/signature", may("certificate", update), s.signAttest)
	g.get("/partner/attests/{attest}/paper", may("certificate", read), s.printAttest)
}
